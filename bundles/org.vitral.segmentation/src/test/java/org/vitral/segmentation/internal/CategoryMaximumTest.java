// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitral.model.Activation;
import org.vitral.model.ModelOutput;
import org.vitral.model.OutputKind;

class CategoryMaximumTest {

    /** One for all cases: what it keeps from one of them must not matter to the next. */
    private final CategoryMaximum maximum = new CategoryMaximum();

    @ParameterizedTest
    @EnumSource
    void manyRandomGridsGiveWhatTheReferenceGives(Resizing resizing) {
        Random random = new Random(20_261_125 + resizing.ordinal());
        for (int i = 0; i < 600; i++) {
            Scores scores = random(random, resizing, 2 + random.nextInt(30), 5);
            compare(scores, 1 + random.nextInt(90), 1 + random.nextInt(70), 1e-9);
        }
    }

    /**
     * Small whole numbers at positions that are sums of powers of two: each step is exact, ties are
     * frequent, and each of them has to go to the lower index.
     */
    @ParameterizedTest
    @EnumSource(names = {"ALIGN_CORNERS", "PLAIN"})
    void inMillionsOfTiesTheLowerIndexWins(Resizing resizing) {
        Random random = new Random(77 + resizing.ordinal());
        long ties = 0;
        for (int i = 0; i < 600; i++) {
            int width = 1 + random.nextInt(4);
            int height = 1 + random.nextInt(4);
            int factor = 1 << 1 + random.nextInt(3);
            boolean corners = resizing == Resizing.ALIGN_CORNERS;
            int modelWidth = corners ? (width - 1) * factor + 1 : width * factor;
            int modelHeight = corners ? (height - 1) * factor + 1 : height * factor;
            int classes = 2 + random.nextInt(6);
            float[] values = new float[width * height * classes];
            for (int at = 0; at < values.length; at++) {
                values[at] = random.nextInt(4);
            }
            Scores scores =
                    scores(
                            OutputKind.SCORES,
                            new ScoreGrid(width, height, modelWidth, modelHeight, resizing),
                            classes,
                            values);
            ties += compare(scores, modelWidth, modelHeight, 0);
            ties += compare(scores, modelWidth * 2, modelHeight * 4, 0);
        }
        assertTrue(ties > 20_000, ties + " ties");
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 257, 3000})
    void thousandsOfClassesGiveWhatTheReferenceGives(int classes) {
        Random random = new Random(classes);
        Scores scores = random(random, Resizing.HALF_PIXEL, classes, 5);
        compare(scores, 61, 47, 1e-9);
    }

    @ParameterizedTest
    @EnumSource
    void aForegroundScoreIsComparedWithItsLimit(Resizing resizing) {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            int width = 1 + random.nextInt(6);
            int height = 1 + random.nextInt(6);
            float[] values = new float[width * height];
            for (int at = 0; at < values.length; at++) {
                values[at] = random.nextInt(3) == 0 ? 0.5f : random.nextFloat();
            }
            ScoreGrid grid = new ScoreGrid(width, height, width * 3, height * 3, resizing);
            Scores scores = scores(OutputKind.FOREGROUND_SCORE, grid, 1, values);
            compare(scores, 1 + random.nextInt(80), 1 + random.nextInt(60), 1e-9);
        }
    }

    /** With the winners of the corners as the only candidates it would never appear. */
    @Test
    void aClassThatIsSecondAtEachCornerWinsInTheMiddleOfTheCell() {
        float[] values = {
            10, 0, 0, 0, 9, 0, 10, 0, 0, 9, 0, 0, 10, 0, 9, 0, 0, 0, 10, 9,
        };
        ScoreGrid grid = new ScoreGrid(2, 2, 9, 9, Resizing.ALIGN_CORNERS);
        Scores scores = scores(OutputKind.SCORES, grid, 5, values);
        assertEquals(4, maximum(scores, 9, 9)[4 * 9 + 4]);
        assertEquals(0, maximum(scores, 9, 9)[0]);
        compare(scores, 300, 200, 1e-9);
    }

    /** Two classes that are level along one side: there, and only there, the lower index wins. */
    @Test
    void aTieAlongASideOfACellGoesToTheLowerIndex() {
        float[] values = {3, 3, 3, 3, 1, 2, 1, 2};
        ScoreGrid grid = new ScoreGrid(2, 2, 5, 5, Resizing.ALIGN_CORNERS);
        int[] mask = maximum(scores(OutputKind.SCORES, grid, 2, values), 5, 5);
        for (int x = 0; x < 5; x++) {
            assertEquals(0, mask[x]);
            assertEquals(1, mask[5 + x]);
        }
    }

    @Test
    void aMaskMuchSmallerThanTheGridIsSampledAtItsCentres() {
        Scores scores = random(new Random(3), Resizing.HALF_PIXEL, 7, 40);
        compare(scores, 3, 2, 1e-9);
        compare(scores, 1, 1, 1e-9);
    }

    private static Scores random(Random random, Resizing resizing, int classes, int longest) {
        int width = 1 + random.nextInt(longest);
        int height = 1 + random.nextInt(longest);
        float[] values = new float[width * height * classes];
        int kind = random.nextInt(3);
        for (int at = 0; at < values.length; at++) {
            values[at] =
                    switch (kind) {
                        case 0 -> random.nextFloat() * 30 - 10;
                        case 1 -> (float) random.nextGaussian() * 1e-3f + 5;
                        default -> random.nextInt(5) - 2;
                    };
        }
        ScoreGrid grid =
                new ScoreGrid(
                        width,
                        height,
                        width + random.nextInt(width * 8),
                        height + random.nextInt(height * 8),
                        resizing);
        return scores(OutputKind.SCORES, grid, classes, values);
    }

    private static Scores scores(OutputKind kind, ScoreGrid grid, int channels, float[] values) {
        return new Scores(
                MemorySegment.ofArray(values),
                new ModelOutput(0, kind, Activation.NONE, grid.modelWidth(), grid.modelHeight()),
                grid,
                channels);
    }

    private int[] maximum(Scores scores, int width, int height) {
        int bytesPerPixel = scores.classes() <= 256 ? 1 : 2;
        short[] memory = new short[width * height];
        MemorySegment mask = MemorySegment.ofArray(memory);
        maximum.write(scores, width, height, bytesPerPixel, mask);
        int[] labels = new int[memory.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] =
                    bytesPerPixel == 1
                            ? mask.get(ValueLayout.JAVA_BYTE, i) & 0xff
                            : memory[i] & 0xffff;
        }
        return labels;
    }

    /** Compares each pixel; another class may only win where both are level within a tolerance. */
    private long compare(Scores scores, int width, int height, double tolerance) {
        int[] mask = maximum(scores, width, height);
        BruteForce reference = new BruteForce(scores);
        long ties = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double[] all = reference.at(x, y, width, height);
                int expected = BruteForce.highest(all);
                int found = mask[y * width + x];
                if (found != expected && all[expected] - all[found] > tolerance
                        || found != expected && tolerance == 0) {
                    assertEquals(
                            expected,
                            found,
                            "at %d, %d of %d x %d on %s"
                                    .formatted(x, y, width, height, scores.grid()));
                }
                for (int other = 0; other < all.length; other++) {
                    ties += other != expected && all[other] == all[expected] ? 1 : 0;
                }
            }
        }
        return ties;
    }
}
