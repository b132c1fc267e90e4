// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A mask out of an array. */
record TestMask(int width, int height, int bytesPerPixel, int[] labels) implements CategoryMask {

    /** A mask out of rows of digits, one a pixel. */
    static TestMask of(String... rows) {
        int[] labels = String.join("", rows).chars().map(digit -> digit - '0').toArray();
        return new TestMask(rows[0].length(), rows.length, 1, labels);
    }

    /**
     * Masks of all kinds: from noise, in which pixels touch diagonally everywhere and holes lie in
     * holes, to areas with ragged edges. Class 0 is the most common one.
     */
    static Arbitrary<TestMask> any() {
        Arbitrary<Integer> lengths = Arbitraries.integers().between(1, 24);
        Arbitrary<Integer> classes = Arbitraries.integers().between(2, 4);
        Arbitrary<Integer> smoothings = Arbitraries.integers().between(0, 3);
        return Combinators.combine(lengths, lengths, classes, smoothings)
                .flatAs(
                        (width, height, count, smoothing) ->
                                Arbitraries.integers()
                                        .between(0, count - 1)
                                        .array(int[].class)
                                        .ofSize(width * height)
                                        .map(
                                                labels ->
                                                        new TestMask(width, height, 1, labels)
                                                                .smoothed(smoothing)));
    }

    /** Each pixel becomes the largest class among it and two neighbours, several times. */
    private TestMask smoothed(int times) {
        int[] now = labels;
        for (int time = 0; time < times; time++) {
            int[] then = now.clone();
            for (int i = 0; i < now.length; i++) {
                int right = i % width + 1 < width ? now[i + 1] : now[i];
                int below = i + width < now.length ? now[i + width] : now[i];
                then[i] = time % 2 == 0 ? Math.max(right, below) : Math.min(right, below);
            }
            now = then;
        }
        return new TestMask(width, height, 1, now);
    }

    @Override
    public MemorySegment pixels() {
        if (bytesPerPixel == 2) {
            short[] shorts = new short[labels.length];
            for (int i = 0; i < labels.length; i++) {
                shorts[i] = (short) labels[i];
            }
            return MemorySegment.ofArray(shorts).asReadOnly();
        }
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        return MemorySegment.ofArray(bytes).asReadOnly();
    }

    @Override
    public int label(int x, int y) {
        return labels[y * width + x];
    }

    /** 1 for each pixel of a class, 0 for each other one. */
    byte[] binary(int label) {
        byte[] binary = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            binary[i] = (byte) (labels[i] == label ? 1 : 0);
        }
        return binary;
    }

    @Override
    public CategoryMask copy() {
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < height; y++) {
            int[] row = Arrays.copyOfRange(labels, y * width, (y + 1) * width);
            text.append('\n').append(Arrays.toString(row));
        }
        return text.toString();
    }
}
