// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a check of a rewritten model depends on: where one of these is another, it does not hold.
 *
 * @param model the SHA-256 of the model's file
 * @param mask the place of the mask among its outputs
 * @param rules the rules that are asked for, with their versions
 * @param delegates the delegates that it runs on, with their versions and settings
 * @param runtime the version of TensorFlow Lite
 * @param machine the operating system and the processor
 */
record RewritingKey(
        String model, int mask, String rules, String delegates, String runtime, String machine) {

    /** All of it, by name. */
    Map<String, String> entries() {
        return new TreeMap<>(
                Map.of(
                        "model", model,
                        "mask", String.valueOf(mask),
                        "rules", rules,
                        "delegates", delegates,
                        "runtime", runtime,
                        "machine", machine));
    }

    /** A name for files that is another one for each key. */
    String fileName() {
        return CacheName.of(entries().toString());
    }
}
