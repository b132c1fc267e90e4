// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.vitral.segmentation.EngineChange;
import org.vitral.segmentation.SwapOutcome;

/**
 * Swaps engines many times in a process of its own, and tells its resident memory after the first
 * and after the second half: {@code N kB, then M kB}. Linux only.
 */
final class SwapMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String WITH = "deeplabv3";
    private static final String WITHOUT = "deeplabv3_without_metadata";

    private SwapMemory() {}

    static boolean isKnown() {
        return Files.isReadable(STATUS);
    }

    public static void main(String[] arguments) throws Exception {
        int half = Integer.parseInt(arguments[0]) / 2;
        ModelShelf shelf =
                new ModelShelf(
                        Starter.model(),
                        Starter.model(WITHOUT, Starter.shared("models/" + WITHOUT + ".tflite")));
        try (SegmenterRig rig =
                new SegmenterRig(
                        shelf,
                        Map.of("model", WITH, "delegate", "xnnpack", "rollback_window", 0L),
                        List.of(TestDelegates.xnnpack("xnnpack", 1)))) {
            rig.mask();
            // What is made once, such as the C library's pools for threads, is made here.
            swaps(rig, Math.max(20, half / 10));
            long first = most(rig, half);
            long second = most(rig, half);
            System.out.println(first + " kB, then " + second + " kB");
        }
    }

    /** The highest of ten looks: the C library gives memory back when it likes to. */
    private static long most(SegmenterRig rig, int count) throws Exception {
        long most = 0;
        for (int look = 0; look < 10; look++) {
            swaps(rig, count / 10);
            most = Math.max(most, kilobytes());
        }
        return most;
    }

    private static void swaps(SegmenterRig rig, int count) throws Exception {
        for (int swap = 0; swap < count; swap++) {
            SwapOutcome outcome =
                    rig.segmenter.swap(
                            EngineChange.NONE
                                    .withModel(swap % 2 == 0 ? WITHOUT : WITH)
                                    .withDelegate(swap % 8 == 3 ? "cpu" : "xnnpack")
                                    .withThreads(1 + swap / 2 % 2));
            if (!outcome.succeeded()) {
                throw new AssertionError(outcome.reason());
            }
            rig.mask();
        }
    }

    private static long kilobytes() throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException(STATUS + " does not tell the resident memory");
    }
}
