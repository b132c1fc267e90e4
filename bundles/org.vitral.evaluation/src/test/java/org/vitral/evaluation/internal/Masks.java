// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vitral.evaluation.TruthMask;
import org.vitral.model.Label;
import org.vitral.segmentation.CategoryMask;

/** Masks and truths of a few pixels, and labels for them. */
final class Masks {

    private Masks() {}

    /** Labels called a, b, c and so on, each of a colour of its own. */
    static List<Label> labels(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Label(i, String.valueOf((char) ('a' + i)), 0x0a0b0c * (i + 1)))
                .toList();
    }

    static List<Label> labels(String... names) {
        return IntStream.range(0, names.length).mapToObj(i -> new Label(i, names[i], i)).toList();
    }

    static TruthMask truth(int width, int... indices) {
        char[] pixels = new char[indices.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (char) indices[i];
        }
        return new TruthMask(width, indices.length / width, pixels);
    }

    static CategoryMask mask(int width, int... indices) {
        return new Mask(width, indices.length / width, 1, indices);
    }

    /** A mask of two bytes a pixel. */
    static CategoryMask wideMask(int width, int... indices) {
        return new Mask(width, indices.length / width, 2, indices);
    }

    /** Rectangles of random classes on class 0. */
    static int[] random(Random random, int width, int height, int classes) {
        int[] indices = new int[width * height];
        for (int i = random.nextInt(6); i > 0; i--) {
            int left = random.nextInt(width);
            int top = random.nextInt(height);
            int right = left + random.nextInt(width - left);
            int bottom = top + random.nextInt(height - top);
            int label = random.nextInt(classes);
            for (int y = top; y <= bottom; y++) {
                for (int x = left; x <= right; x++) {
                    indices[y * width + x] = label;
                }
            }
        }
        return indices;
    }

    static int[] filled(int width, int height, java.util.function.IntBinaryOperator label) {
        return Stream.iterate(0, y -> y < height, y -> y + 1)
                .flatMapToInt(y -> IntStream.range(0, width).map(x -> label.applyAsInt(x, y)))
                .toArray();
    }

    private record Mask(int width, int height, int bytesPerPixel, int[] indices)
            implements CategoryMask {

        @Override
        public MemorySegment pixels() {
            byte[] bytes = new byte[indices.length];
            short[] shorts = new short[indices.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) indices[i];
                shorts[i] = (short) indices[i];
            }
            return (bytesPerPixel == 1
                            ? MemorySegment.ofArray(bytes)
                            : MemorySegment.ofArray(shorts))
                    .asReadOnly();
        }

        @Override
        public int label(int x, int y) {
            return indices[y * width + x];
        }

        @Override
        public CategoryMask copy() {
            return this;
        }
    }
}
