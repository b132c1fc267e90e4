// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.image.Image;
import org.vitral.model.samples.Samples;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.Segmentation;

/**
 * How much a frame leaves on the heap, all threads together. The garbage of code that is not
 * compiled yet is no part of it: of many rounds that which made least counts, so that neither a
 * compiler that is late nor another thread of the JVM can fail the test, and garbage that each
 * frame makes cannot hide.
 */
class AllocationTest {

    private static final int ROUNDS = 40;
    private static final int FRAMES = 250;
    private static final long MOST_BYTES = 1000;

    @Test
    void aFrameToItsMaskLeavesLessThanAKilobyteOnTheHeap(@TempDir Path folder) throws Exception {
        ModelShelf shelf =
                new ModelShelf(
                        new SampleEngines(folder)
                                .model("scores", Samples.usable("softmax-float32")));
        byte[] pixels = SampleEngines.picture(96, 64, 3);
        try (SegmenterRig rig =
                        new SegmenterRig(
                                shelf, Map.of("delegate", "cpu", "threads", 1, "gate", "off"));
                Image frame = SampleEngines.image(pixels, 96, 64)) {
            long least = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS && least >= MOST_BYTES; round++) {
                long before = allocated();
                for (int i = 0; i < FRAMES; i++) {
                    try (Segmentation seen = rig.segmenter.segment(frame)) {
                        CategoryMask mask = seen.categoryMask();
                        mask.label(i % 96, i % 64);
                    }
                }
                least = Math.min(least, (allocated() - before) / FRAMES);
            }
            long bytes = least;
            assertTrue(bytes < MOST_BYTES, () -> "A frame leaves " + bytes + " bytes on the heap");
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }
}
