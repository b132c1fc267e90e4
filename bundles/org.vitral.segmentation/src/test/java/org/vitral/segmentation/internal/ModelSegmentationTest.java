// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitral.image.Orientation;
import org.vitral.image.Region;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConfidenceMask;
import org.vitral.segmentation.ConnectedRegion;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.Frames;
import org.vitral.segmentation.LabelShare;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.Ring;
import org.vitral.segmentation.Segmentation;

class ModelSegmentationTest {

    private final MemoryPool pool = new MemoryPool();

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void theHighestScoreWinsEvenWhereAllAreNegative() {
        try (ModelSegmentation seen = scores(1, 1, 3, -5, -2, -3)) {
            assertEquals(1, seen.categoryMask().label(0, 0));
        }
    }

    @Test
    void aTieGoesToTheLowerIndex() {
        try (ModelSegmentation seen = scores(1, 1, 3, 1, 4, 4)) {
            assertEquals(1, seen.categoryMask().label(0, 0));
        }
    }

    /** Scores are interpolated before the maximum is taken, so that a class may win in between. */
    @Test
    void aClassThatIsSecondOnBothSidesWinsBetweenThem() {
        float[] values = {10, 9, 0, 0, 9, 10};
        try (ModelSegmentation seen = over(output(2, 1), 3, new Region(0, 0, 16, 1), values)) {
            CategoryMask mask = seen.categoryMask();
            assertEquals(0, mask.label(0, 0));
            assertEquals(1, mask.label(7, 0));
            assertEquals(1, mask.label(8, 0));
            assertEquals(2, mask.label(15, 0));
        }
    }

    @ParameterizedTest
    @CsvSource({"40, 30", "13, 50", "5, 4", "1, 1", "9, 7", "200, 3"})
    void aMaskOfAnySizeEqualsTheDoublePrecisionReference(int width, int height) {
        int columns = 9;
        int rows = 7;
        int classes = 6;
        float[] values = randomScores(columns * rows * classes);
        try (ModelSegmentation seen =
                over(output(columns, rows), classes, new Region(0, 0, 100, 100), values)) {
            CategoryMask mask = seen.categoryMask(width, height);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double[] reference = new double[classes];
                    for (int label = 0; label < classes; label++) {
                        reference[label] =
                                interpolate(
                                        values,
                                        columns,
                                        rows,
                                        classes,
                                        label,
                                        (x + 0.5) * columns / width - 0.5,
                                        (y + 0.5) * rows / height - 0.5);
                    }
                    double best = reference[mask.label(x, y)];
                    for (double other : reference) {
                        assertTrue(best >= other - 1e-4, "at " + x + ", " + y);
                    }
                }
            }
        }
    }

    @Test
    void theLabelsFoundAreCountedAtTheSizeOfTheImageLargestFirst() {
        float[] values = {1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1};
        try (ModelSegmentation seen = over(output(4, 1), 3, new Region(0, 0, 8, 2), values)) {
            List<LabelShare> found = seen.labels();
            assertEquals(2, found.size());
            assertEquals("label 2", found.getFirst().label().name());
            assertEquals(12, found.getFirst().pixels());
            assertEquals(0.75, found.getFirst().share());
            assertEquals(4, found.getLast().pixels());
        }
    }

    @Test
    void softmaxConfidencesOfAPlaceSumUpToOne() {
        try (ModelSegmentation seen = scores(1, 1, 3, 30, 28, -80)) {
            double sum = 0;
            for (int label = 0; label < 3; label++) {
                float confidence = seen.confidenceMask(label).value(0, 0);
                assertTrue(confidence >= 0 && confidence <= 1);
                sum += confidence;
            }
            assertEquals(1, sum, 1e-6);
            assertEquals(1 / (1 + Math.exp(-2)), seen.confidenceMask(0).value(0, 0), 1e-6);
            assertEquals(28, seen.scores(1).value(0, 0));
        }
    }

    @Test
    void aForegroundScoreGivesTwoClassesWhoseConfidencesSumUpToOne() {
        ModelOutput output = new ModelOutput(0, OutputKind.FOREGROUND_SCORE, Activation.NONE, 3, 1);
        try (ModelSegmentation seen = over(output, 1, new Region(0, 0, 3, 1), 0.2f, 0.5f, 0.75f)) {
            CategoryMask mask = seen.categoryMask();
            assertEquals(0, mask.label(0, 0));
            assertEquals(0, mask.label(1, 0), "a tie is background");
            assertEquals(1, mask.label(2, 0));
            assertEquals(0.75, seen.confidenceMask(1).value(2, 0), 1e-6);
            assertEquals(0.25, seen.confidenceMask(0).value(2, 0), 1e-6);
        }
    }

    @Test
    void aForegroundLogitOfZeroIsTheBorder() {
        ModelOutput output =
                new ModelOutput(0, OutputKind.FOREGROUND_SCORE, Activation.SIGMOID, 2, 1);
        try (ModelSegmentation seen = over(output, 1, new Region(0, 0, 2, 1), -0.1f, 0.1f)) {
            assertEquals(0, seen.categoryMask().label(0, 0));
            assertEquals(1, seen.categoryMask().label(1, 0));
            assertEquals(1 / (1 + Math.exp(-0.1)), seen.confidenceMask(1).value(1, 0), 1e-6);
        }
    }

    @Test
    void classIndicesAreTakenFromTheNearestPlaceAndFillSixteenBits() {
        ModelOutput output = new ModelOutput(0, OutputKind.CLASS_INDICES, Activation.NONE, 2, 1);
        try (ModelSegmentation seen = over(output, 1, new Region(0, 0, 6, 1), 3, 40_000)) {
            CategoryMask mask = seen.categoryMask();
            assertEquals(2, mask.bytesPerPixel());
            assertEquals(3, mask.label(2, 0));
            assertEquals(40_000, mask.label(3, 0));
            assertEquals("class 40000", seen.labels().getLast().label().name());
            assertThrows(IllegalArgumentException.class, () -> seen.confidenceMask(0));
            assertEquals(40_000, mask.copy().label(5, 0));
        }
    }

    @Test
    void theMarginIsTheLeadOfTheBestConfidenceOverTheSecondOne() {
        float[] values = {-1, 2.5f, 0.5f, 2, 2, -7, 900, -900, 0, 3, 4, 5};
        try (ModelSegmentation seen = scores(2, 2, 3, values)) {
            ConfidenceMask margin = seen.margin();
            for (int place = 0; place < 4; place++) {
                double[] sorted = confidences(seen, place % 2, place / 2);
                Arrays.sort(sorted);
                assertEquals(sorted[2] - sorted[1], margin.value(place % 2, place / 2), 1e-6);
            }
            assertEquals(0, margin.value(1, 0), "a tie");
            assertEquals(1, margin.value(0, 1), "beyond doubt");
        }
    }

    @Test
    void theEntropyIsShannonsInBits() {
        float[] values = {-1, 2.5f, 0.5f, 2, 2, 2, 900, -900, 0, 3, 4, 5};
        try (ModelSegmentation seen = scores(2, 2, 3, values)) {
            ConfidenceMask entropy = seen.entropy();
            for (int place : new int[] {0, 3}) {
                double expected = 0;
                for (double confidence : confidences(seen, place % 2, place / 2)) {
                    expected -= confidence * Math.log(confidence) / Math.log(2);
                }
                assertEquals(expected, entropy.value(place % 2, place / 2), 1e-5);
            }
            assertEquals(Math.log(3) / Math.log(2), entropy.value(1, 0), 1e-6, "all the same");
            assertEquals(0, entropy.value(0, 1), "beyond doubt");
        }
    }

    @Test
    void aForegroundScoreHasTheMarginAndEntropyOfTwoClasses() {
        ModelOutput output = new ModelOutput(0, OutputKind.FOREGROUND_SCORE, Activation.NONE, 3, 1);
        try (ModelSegmentation seen = over(output, 1, new Region(0, 0, 3, 1), 0.25f, 0.5f, 1)) {
            assertEquals(0.5, seen.margin().value(0, 0), 1e-6);
            assertEquals(0, seen.margin().value(1, 0), 1e-6);
            assertEquals(0.811278, seen.entropy().value(0, 0), 1e-6);
            assertEquals(1, seen.entropy().value(1, 0), 1e-6);
            assertEquals(0, seen.entropy().value(2, 0), 1e-6);
        }
    }

    @Test
    void confidencesOfZeroEverywhereAreWhollyUndecided() {
        ModelOutput output = new ModelOutput(0, OutputKind.SCORES, Activation.NONE, 1, 1);
        try (ModelSegmentation seen = over(output, 4, new Region(0, 0, 1, 1), 0, 0, 0, 0)) {
            assertEquals(0, seen.margin().value(0, 0));
            assertEquals(2, seen.entropy().value(0, 0), 1e-6);
        }
    }

    @Test
    void classIndicesHaveNeitherMarginNorEntropy() {
        ModelOutput output = new ModelOutput(0, OutputKind.CLASS_INDICES, Activation.NONE, 1, 1);
        try (ModelSegmentation seen = over(output, 1, new Region(0, 0, 1, 1), 3)) {
            assertThrows(UnsupportedOperationException.class, seen::margin);
            assertThrows(UnsupportedOperationException.class, seen::entropy);
        }
    }

    @Test
    void theLegendHasTheLabelsThatWereFound() {
        float[] values = {1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1};
        try (ModelSegmentation seen = over(output(4, 1), 3, new Region(0, 0, 8, 2), values)) {
            assertEquals(
                    List.of("label 2", "label 0"),
                    seen.legend().stream().map(Label::name).toList());
        }
    }

    @Test
    void aCopyOutlivesWhatItWasMadeOf() {
        ModelSegmentation seen = scores(2, 1, 2, 0, 1, 5, 0);
        Segmentation copy = seen.copy();
        seen.close();
        // What was given back is used again, and the copy does not see it.
        try (ModelSegmentation next = scores(2, 1, 2, 9, 0, 0, 9)) {
            assertEquals(0, next.categoryMask().label(0, 0));
            assertEquals(1, copy.categoryMask().label(0, 0));
            assertEquals(5, copy.scores(0).value(1, 0));
            assertEquals(Duration.ofNanos(2), copy.timings().invoke());
        }
        copy.close();
        assertThrows(IllegalStateException.class, copy::categoryMask);
        assertThrows(IllegalStateException.class, seen::copy);
    }

    @Test
    void theCopyOfAConfidenceMaskAndShapesOutliveTheSegmentation() {
        ModelSegmentation seen = scores(2, 1, 2, 0, 1, 0, 1);
        ConfidenceMask copy = seen.confidenceMask(1).copy();
        List<ConnectedRegion> regions = seen.categoryMask().regions();
        CategoryMask mask = seen.categoryMask();
        seen.close();
        assertEquals(1 / (1 + Math.exp(-1)), copy.value(1, 0), 1e-6);
        assertEquals(
                new Ring(0, 0, 2, 0, 2, 1, 0, 1), regions.getFirst().polygons().getFirst().outer());
        assertEquals("02", regions.getFirst().runLengths().compressed());
        assertThrows(IllegalStateException.class, mask::regions);
        assertThrows(IllegalStateException.class, mask::toBytes);
    }

    @Test
    void theFramesSayWhereTheRegionLies() {
        try (ModelSegmentation seen =
                over(output(4, 4), 1, new Region(10, 20, 8, 8), new float[16])) {
            assertEquals(12, seen.frames().modelToUpright().x(1, 1));
            assertEquals(22, seen.frames().modelToUpright().y(1, 1));
            assertEquals(11, seen.frames().maskToRaw().x(1, 1));
        }
    }

    private static double[] confidences(ModelSegmentation seen, int x, int y) {
        double[] confidences = new double[3];
        for (int label = 0; label < confidences.length; label++) {
            confidences[label] = seen.confidenceMask(label).value(x, y);
        }
        return confidences;
    }

    @Test
    void aMaskIsComputedOnce() {
        try (ModelSegmentation seen = scores(1, 1, 2, 1, 2)) {
            assertSame(seen.categoryMask(), seen.categoryMask(1, 1));
        }
    }

    @Test
    void afterCloseEveryViewRefusesAndACopyStays() {
        ModelSegmentation seen = scores(2, 2, 2, 0, 1, 0, 1, 1, 0, 0, 1);
        CategoryMask mask = seen.categoryMask();
        ConfidenceMask confidence = seen.confidenceMask(0);
        CategoryMask copy = mask.copy();
        MemorySegment pixels = mask.pixels();
        seen.close();
        seen.close();
        assertThrows(IllegalStateException.class, () -> mask.label(0, 0));
        assertThrows(IllegalStateException.class, () -> confidence.value(0, 0));
        assertThrows(IllegalStateException.class, () -> pixels.get(ValueLayout.JAVA_BYTE, 0));
        assertThrows(IllegalStateException.class, seen::labels);
        assertThrows(IllegalStateException.class, seen::width);
        assertEquals(1, copy.label(1, 1));
        assertEquals(0, copy.label(0, 1));
    }

    @Test
    void pixelsOutsideTheMaskAreRefused() {
        try (ModelSegmentation seen = scores(1, 1, 2, 1, 2)) {
            CategoryMask mask = seen.categoryMask();
            assertThrows(IndexOutOfBoundsException.class, () -> mask.label(1, 0));
            assertThrows(IndexOutOfBoundsException.class, () -> mask.label(0, -1));
            assertThrows(IllegalArgumentException.class, () -> seen.categoryMask(0, 1));
            assertThrows(IllegalArgumentException.class, () -> seen.confidenceMask(2));
        }
    }

    @Test
    void memoryIsUsedAgainFromFrameToFrame() {
        List<Long> addresses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            MemoryPool.Block block = pool.take(1000);
            addresses.add(block.memory().address());
            pool.giveBack(block);
        }
        assertEquals(1, addresses.stream().distinct().count());
        MemoryPool.Block small = pool.take(10);
        assertNotEquals(addresses.getFirst(), small.memory().address());
        pool.giveBack(small);
    }

    @Test
    void memoryThatComesBackAfterThePoolWasClosedIsFreed() {
        MemoryPool closing = new MemoryPool();
        MemoryPool.Block block = closing.take(16);
        closing.close();
        assertTrue(block.memory().scope().isAlive());
        closing.giveBack(block);
        assertEquals(false, block.memory().scope().isAlive());
    }

    private static double interpolate(
            float[] values, int columns, int rows, int classes, int label, double x, double y) {
        double u = Math.clamp(x, 0, columns - 1);
        double v = Math.clamp(y, 0, rows - 1);
        int left = (int) u;
        int top = (int) v;
        int right = Math.min(left + 1, columns - 1);
        int bottom = Math.min(top + 1, rows - 1);
        double a = values[(top * columns + left) * classes + label];
        double b = values[(top * columns + right) * classes + label];
        double c = values[(bottom * columns + left) * classes + label];
        double d = values[(bottom * columns + right) * classes + label];
        double upper = a + (b - a) * (u - left);
        double lower = c + (d - c) * (u - left);
        return upper + (lower - upper) * (v - top);
    }

    private static float[] randomScores(int count) {
        Random random = new Random(11);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() * 20 - 10;
        }
        return values;
    }

    private static ModelOutput output(int width, int height) {
        return new ModelOutput(0, OutputKind.SCORES, Activation.SOFTMAX, width, height);
    }

    private ModelSegmentation scores(int width, int height, int classes, float... values) {
        return over(output(width, height), classes, new Region(0, 0, width, height), values);
    }

    private ModelSegmentation over(
            ModelOutput output, int channels, Region region, float... values) {
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < Math.max(2, channels); i++) {
            labels.add(new Label(i, "label " + i, i));
        }
        ModelDescription model =
                new ModelDescription(
                        "test",
                        "1.0.0",
                        "A test",
                        "0".repeat(64),
                        "Apache-2.0",
                        new ModelInput(1, 1, Normalization.DEFAULT),
                        output,
                        labels,
                        List.of());
        MemoryPool.Block block = pool.take((long) values.length * Float.BYTES);
        MemorySegment memory = block.memory().asSlice(0, (long) values.length * Float.BYTES);
        MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_FLOAT, 0, values.length);
        return new ModelSegmentation(
                new EngineIdentity(
                        model,
                        List.of(new EffectiveDelegate("cpu", "")),
                        DelegateReason.ASKED_FOR,
                        1,
                        1),
                OutputPlan.of(
                        model, Scores.classes(output.kind(), channels), OutputOptions.DEFAULT),
                frames(output, region),
                new Scores(memory.asReadOnly(), output, ScoreGrid.of(output), channels),
                pool,
                block,
                new StageNanos(1, 2, 3));
    }

    /** The region is all of the image, or lies in the middle of a larger one. */
    private static Frames frames(ModelOutput output, Region region) {
        return new Frames(
                output.width(),
                output.height(),
                region,
                2 * region.x() + region.width(),
                2 * region.y() + region.height(),
                Orientation.UPRIGHT);
    }
}
