// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.vitral.bench.BenchDevice;
import org.vitral.tflite.runtime.TfLiteRuntime;

/** Finds out what this machine is. */
final class Device {

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    /** What XNNPACK chooses its kernels by, on x86 and on ARM. */
    private static final Set<String> FEATURES =
            Set.of(
                    "sse4_1",
                    "avx",
                    "f16c",
                    "fma",
                    "avx2",
                    "avx512f",
                    "avx512bw",
                    "avx512_vnni",
                    "avx_vnni",
                    "avx512_fp16",
                    "amx_tile",
                    "neon",
                    "asimd",
                    "fphp",
                    "asimdhp",
                    "asimddp",
                    "i8mm",
                    "sve",
                    "sme");

    private Device() {}

    static BenchDevice read(TfLiteRuntime runtime) {
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        List<String> cpuinfo = lines();
        String flags = value(cpuinfo, "flags", value(cpuinfo, "Features", ""));
        return new BenchDevice(
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("os.arch"),
                value(cpuinfo, "model name", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                Arrays.stream(flags.split("\\s+")).filter(FEATURES::contains).sorted().toList(),
                Math.max(0, system.getTotalMemorySize()),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                options(),
                "TensorFlow Lite " + runtime.version());
    }

    /** Whether the JVM was told to do without the compiler that makes code fast. */
    static boolean withoutOptimizer(List<String> options) {
        return options.stream()
                .anyMatch(
                        option ->
                                option.matches("-XX:TieredStopAtLevel=[0-3]")
                                        || option.equals("-Xint"));
    }

    private static List<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-X"))
                .toList();
    }

    private static String value(List<String> cpuinfo, String name, String otherwise) {
        return cpuinfo.stream()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equals(name))
                .map(parts -> parts[1].strip())
                .findFirst()
                .orElse(otherwise);
    }

    private static List<String> lines() {
        if (!Files.isReadable(CPUINFO)) {
            return List.of();
        }
        try {
            return Files.readAllLines(CPUINFO);
        } catch (IOException e) {
            return List.of();
        }
    }
}
