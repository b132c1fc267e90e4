// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ClassCountsTest {

    @Property(tries = 500, seed = "5")
    void everyPixelIsCountedOnceInItsClass(
            @ForAll @IntRange(min = 1, max = 70) int width,
            @ForAll @IntRange(min = 1, max = 20) int height,
            @ForAll @IntRange(min = 1, max = 2) int bytesPerPixel,
            @ForAll @IntRange(min = 1, max = 40) int longestRun,
            @ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[width * height];
        short[] shorts = new short[width * height];
        long[] expected = new long[bytesPerPixel == 1 ? 256 : 65_536];
        int label = 0;
        for (int i = 0, left = 0; i < bytes.length; i++, left--) {
            if (left == 0) {
                label = random.nextInt(expected.length);
                left = 1 + random.nextInt(longestRun);
            }
            bytes[i] = (byte) label;
            shorts[i] = (short) label;
            expected[label]++;
        }
        MemorySegment pixels =
                bytesPerPixel == 1 ? MemorySegment.ofArray(bytes) : MemorySegment.ofArray(shorts);
        assertArrayEquals(
                expected,
                ClassCounts.of(
                        new PixelCategoryMask(
                                PooledMemory.onHeap(pixels), width, height, bytesPerPixel)));
    }
}
