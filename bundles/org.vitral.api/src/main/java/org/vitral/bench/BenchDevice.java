// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

import java.util.List;

/**
 * What it was measured on.
 *
 * @param system the operating system and its version
 * @param architecture the architecture, for example {@code amd64}
 * @param processor the processor's name, or {@code unknown}
 * @param processors how many processors this process may use
 * @param features what the processor can do that matters to a model, for example {@code avx2}
 * @param memory the bytes of memory, or 0 where that is not known
 * @param jvm the Java virtual machine and its version
 * @param jvmOptions the options that it was started with, without those that are only about paths
 * @param library the TensorFlow Lite library and its version
 */
public record BenchDevice(
        String system,
        String architecture,
        String processor,
        int processors,
        List<String> features,
        long memory,
        String jvm,
        List<String> jvmOptions,
        String library) {
    public BenchDevice {
        features = List.copyOf(features);
        jvmOptions = List.copyOf(jvmOptions);
    }
}
