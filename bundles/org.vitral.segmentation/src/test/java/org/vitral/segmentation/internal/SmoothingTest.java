// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.vitral.image.Orientation;
import org.vitral.image.Region;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.Frames;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.SegmentationException;

class SmoothingTest {

    private static final String SEED = "20261126";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MemoryPool pool = new MemoryPool();

    @Test
    void uncertaintyIsTheSquareOfTheBinaryEntropy() {
        for (double p = 0.001; p < 1; p += 0.001) {
            double bits = -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
            assertEquals(bits * bits, Smoothing.uncertainty(p), 0.01, "at " + p);
        }
        assertEquals(1, Smoothing.uncertainty(0.5));
        assertEquals(0, Smoothing.uncertainty(1), 1e-4);
    }

    /** The numbers are those of the formula that SegmentationSmoothingCalculator states. */
    @Test
    void oneClassIsMixedAsMediaPipeDoes() throws Exception {
        Model model = new Model(OutputKind.FOREGROUND_SCORE, Activation.NONE, 1);
        try (Smoothing smoothing = new Smoothing(0.9, SECOND, pool)) {
            smooth(smoothing, model, 0, 0.8f, 0.2f, 0.9f);
            float[] seen = smooth(smoothing, model, 33, 0.5f, 0.4f, 0.9f);
            assertEquals(0.5 + (0.8 - 0.5) * 0.9, seen[0], 1e-6);
            double x = 0.1 * 0.1;
            double u =
                    1
                            - x
                                    * (5.68842
                                            + x
                                                    * (-0.748699
                                                            + x
                                                                    * (-57.8051
                                                                            + x
                                                                                    * (291.309
                                                                                            - x
                                                                                                    * 624.717))));
            assertEquals(0.4 + (0.2 - 0.4) * 0.9 * u, seen[1], 1e-6);
            assertEquals(0.9f, seen[2]);
            // The frame before is the smoothed one.
            float[] next = smooth(smoothing, model, 66, 0.5f, 0.4f, 0.9f);
            assertEquals(0.5 + (seen[0] - 0.5) * 0.9, next[0], 1e-6);
        }
    }

    @Property(seed = SEED)
    void identicalFramesKeepEveryBit(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9) int channels,
            @ForAll @DoubleRange(min = 0, max = 1) double ratio,
            @ForAll Activation activation,
            @ForAll boolean foreground)
            throws Exception {
        Model model =
                foreground && activation != Activation.SOFTMAX
                        ? new Model(OutputKind.FOREGROUND_SCORE, activation, 1)
                        : new Model(OutputKind.SCORES, activation, channels);
        float[] frame = random(new Random(seed), 5 * model.channels(), 12);
        try (Smoothing smoothing = new Smoothing(ratio, SECOND, pool)) {
            for (int i = 0; i < 4; i++) {
                assertArrayEquals(frame, smooth(smoothing, model, 40L * i, frame));
            }
        }
        assertEquals(0, pool.onLoan());
    }

    @Property(seed = SEED)
    void eachConfidenceLiesBetweenThoseOfBothFramesAndTheirSumStaysOne(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 21) int channels,
            @ForAll @DoubleRange(min = 0.1, max = 1) double ratio)
            throws Exception {
        Random random = new Random(seed);
        Model model = new Model(OutputKind.SCORES, Activation.SOFTMAX, channels);
        float[] first = random(random, channels, 6);
        float[] second = random(random, channels, 6);
        try (Smoothing smoothing = new Smoothing(ratio, SECOND, pool)) {
            smooth(smoothing, model, 0, first);
            float[] mixed = smooth(smoothing, model, 1, second);
            double sum = 0;
            for (int i = 0; i < channels; i++) {
                double before = softmax(first, i);
                double now = softmax(second, i);
                double got = softmax(mixed, i);
                sum += got;
                assertTrue(got >= Math.min(before, now) - 1e-5, got + " " + before + " " + now);
                assertTrue(got <= Math.max(before, now) + 1e-5, got + " " + before + " " + now);
            }
            assertEquals(1, sum, 1e-9);
        }
    }

    @Test
    void aWaveringPlaceKeepsItsClassAndASureOneChangesAtOnce() throws Exception {
        Model model = new Model(OutputKind.SCORES, Activation.SOFTMAX, 3);
        try (Smoothing smoothing = new Smoothing(0.9, SECOND, pool)) {
            smooth(smoothing, model, 0, 3, 0, -5, 20, 0, 0);
            float[] seen = smooth(smoothing, model, 40, 0, 0.1f, -5, 0, 20, 0);
            assertTrue(seen[0] > seen[1], "the first place wavers");
            assertArrayEquals(new float[] {0, 20, 0}, new float[] {seen[3], seen[4], seen[5]});
        }
    }

    @Test
    void nothingIsMixedAcrossAGap() throws Exception {
        Model model = new Model(OutputKind.SCORES, Activation.SOFTMAX, 2);
        try (Smoothing smoothing = new Smoothing(1, Duration.ofMillis(100), pool)) {
            smooth(smoothing, model, Long.MIN_VALUE, 5, 0);
            assertArrayEquals(
                    new float[] {0, 0.5f}, smooth(smoothing, model, Long.MAX_VALUE - 201, 0, 0.5f));
            assertArrayEquals(
                    new float[] {1, 0.5f}, smooth(smoothing, model, Long.MAX_VALUE - 100, 1, 0.5f));
            assertNotEquals(0.9f, smooth(smoothing, model, Long.MAX_VALUE, 0.6f, 0.9f)[1]);
        }
    }

    @Test
    void anotherModelSizeClassesRegionOrFrameStartsAfresh() throws Exception {
        Model one = new Model(OutputKind.SCORES, Activation.SOFTMAX, 2);
        List<Model> others =
                List.of(
                        new Model(OutputKind.SCORES, Activation.SOFTMAX, 4),
                        new Model(OutputKind.SCORES, Activation.SIGMOID, 2),
                        one.named("another"),
                        one.in(new Region(1, 0, 1, 1)),
                        one.turned(Orientation.ROTATED_180));
        for (Model other : others) {
            try (Smoothing smoothing = new Smoothing(1, SECOND, pool)) {
                float[] first = {5, 0, 5, 0};
                float[] second = {0, 0.5f, 0, 0.5f};
                smooth(smoothing, one, 0, first);
                assertArrayEquals(second, smooth(smoothing, other, 10, second), other.toString());
                assertArrayEquals(second, smooth(smoothing, one, 20, second), other.toString());
            }
        }
        assertEquals(0, pool.onLoan());
    }

    @Test
    void aModelOfClassIndicesIsRefusedInASentence() {
        Model model = new Model(OutputKind.CLASS_INDICES, Activation.NONE, 1);
        try (Smoothing smoothing = new Smoothing(0.5, SECOND, pool)) {
            SegmentationException refusal =
                    assertThrows(
                            SegmentationException.class, () -> smooth(smoothing, model, 0, 1, 2));
            assertEquals(
                    "The model model gives class indices and no scores, so its masks cannot be"
                            + " smoothed",
                    refusal.getMessage());
        }
    }

    private static double softmax(float[] scores, int label) {
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp((double) score - scores[label]);
        }
        return 1 / sum;
    }

    private static float[] random(Random random, int length, double spread) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (random.nextGaussian() * spread);
        }
        return values;
    }

    /** Smooths a frame of one row of places; gives its scores. */
    private float[] smooth(Smoothing smoothing, Model model, long timestamp, float... values)
            throws SegmentationException {
        try (ModelSegmentation seen = model.segmentation(pool, values)) {
            smoothing.smooth(seen, timestamp);
            return seen.scores().memory().toArray(ValueLayout.JAVA_FLOAT);
        }
    }

    /** What gives the frames, and how they lie in an image of 2 x 1 pixels. */
    private record Model(
            OutputKind kind,
            Activation activation,
            int channels,
            String name,
            Region region,
            Orientation orientation) {

        Model(OutputKind kind, Activation activation, int channels) {
            this(kind, activation, channels, "model", new Region(0, 0, 2, 1), Orientation.UPRIGHT);
        }

        Model named(String other) {
            return new Model(kind, activation, channels, other, region, orientation);
        }

        Model in(Region other) {
            return new Model(kind, activation, channels, name, other, orientation);
        }

        Model turned(Orientation other) {
            return new Model(kind, activation, channels, name, region, other);
        }

        ModelSegmentation segmentation(MemoryPool pool, float... values) {
            int width = values.length / channels;
            ModelOutput output = new ModelOutput(0, kind, activation, width, 1);
            List<Label> labels =
                    IntStream.range(0, Math.max(2, channels))
                            .mapToObj(i -> new Label(i, "class " + i, i))
                            .toList();
            ModelDescription description =
                    new ModelDescription(
                            name,
                            "1",
                            "",
                            "0".repeat(64),
                            "unknown",
                            new ModelInput(1, 1, Normalization.DEFAULT),
                            output,
                            labels,
                            List.of());
            ScoreMemory memory = ScoreMemory.of(pool, (long) values.length * Float.BYTES);
            memory.memory().copyFrom(MemorySegment.ofArray(values));
            return new ModelSegmentation(
                    new EngineIdentity(description, List.of(), DelegateReason.ASKED_FOR, 1, 1),
                    OutputPlan.of(
                            description, Scores.classes(kind, channels), OutputOptions.DEFAULT),
                    new Frames(width, 1, region, 2, 1, orientation),
                    new Scores(
                            memory.memory().asReadOnly(), output, ScoreGrid.of(output), channels),
                    pool,
                    memory.block(),
                    new StageNanos(0, 0, 0));
        }
    }
}
