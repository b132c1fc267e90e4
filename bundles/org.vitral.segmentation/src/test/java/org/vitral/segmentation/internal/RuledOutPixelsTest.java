// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConfidenceMask;
import org.vitral.segmentation.OutputOptions;

/** Class lists and thresholds. */
class RuledOutPixelsTest {

    private static final OutputOptions NONE = OutputOptions.DEFAULT;

    /** Four places: background, dog, cat, and dog by a hair before cat. */
    private static final float[] PETS = {9, 0, 0, 0, 9, 0, 0, 0, 9, 0, 5, 4.9f};

    private final MemoryPool pool = new MemoryPool();

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void aDeniedClassBecomesBackgroundAndDoesNotGoToTheSecondOne() {
        try (ModelSegmentation seen = pets(NONE.withDenied(List.of("dog")))) {
            assertLabels(seen.categoryMask(), 0, 0, 2, 0);
            assertEquals(Optional.empty(), seen.unlabelled());
        }
    }

    @Test
    void whatIsNotAllowedBecomesBackground() {
        try (ModelSegmentation seen = pets(NONE.withAllowed(List.of("cat")))) {
            assertLabels(seen.categoryMask(), 0, 0, 2, 0);
        }
    }

    @Test
    void aModelWithoutBackgroundLeavesThePixelUnlabelled() {
        try (ModelSegmentation seen =
                new SmallResult(pool)
                        .size(4, 1)
                        .names("road", "car", "tree")
                        .options(NONE.withDenied(List.of("car")))
                        .of(PETS)) {
            assertLabels(seen.categoryMask(), 0, 255, 2, 255);
            assertEquals(Optional.of(Label.unlabelled(1)), seen.unlabelled());
            assertEquals(Label.unlabelled(1), seen.labels().getFirst().label());
            assertEquals(2, seen.labels().getFirst().pixels());
            assertEquals(Label.unlabelled(1), seen.label(255));
            assertEquals("car", seen.label(1).name());
            assertEquals("class 77", seen.label(77).name());
            assertEquals(
                    List.of("unlabelled", "road", "tree"),
                    seen.legend().stream().map(Label::name).toList());
        }
    }

    @Test
    void aBackgroundThatIsDeniedItselfLeavesPixelsUnlabelled() {
        try (ModelSegmentation seen = pets(NONE.withDenied(List.of("background", "cat")))) {
            assertLabels(seen.categoryMask(), 255, 1, 255, 1);
        }
    }

    @Test
    void aWinnerThatIsNotSureBecomesBackground() {
        try (ModelSegmentation seen = pets(NONE.withScoreThreshold(0.6))) {
            assertLabels(seen.categoryMask(), 0, 1, 2, 0);
        }
    }

    @Test
    void aWinnerThatHardlyLeadsBecomesBackground() {
        try (ModelSegmentation seen = pets(NONE.withMarginThreshold(0.2))) {
            assertLabels(seen.categoryMask(), 0, 1, 2, 0);
        }
        try (ModelSegmentation seen = pets(NONE.withMarginThreshold(0.01))) {
            assertLabels(seen.categoryMask(), 0, 1, 2, 1);
        }
    }

    @Test
    void confidencesKnowOfNoList() {
        try (ModelSegmentation seen = pets(NONE.withDenied(List.of("dog")));
                ModelSegmentation plain = pets(NONE)) {
            assertArrayEquals(
                    plain.confidenceMask(1).toFloats(), seen.confidenceMask(1).toFloats());
        }
    }

    @Test
    void aCopyOfTheSegmentationRulesOutTheSame() {
        try (ModelSegmentation seen = pets(NONE.withDenied(List.of("dog")));
                var copy = seen.copy()) {
            assertArrayEquals(seen.categoryMask().toInts(), copy.categoryMask().toInts());
        }
    }

    /** All 256 values of a byte are classes, and 255 is one of them. */
    @Test
    void aModelOf256ClassesHasTwoBytesWherePixelsMayBeUnlabelled() {
        float[] scores = new float[2 * 256];
        scores[255] = 1;
        scores[256 + 7] = 1;
        String[] names = IntStream.range(0, 256).mapToObj(i -> "thing " + i).toArray(String[]::new);
        SmallResult result = new SmallResult(pool).size(2, 1).names(names);
        try (ModelSegmentation seen = result.of(scores)) {
            assertEquals(1, seen.categoryMask().bytesPerPixel());
            assertLabels(seen.categoryMask(), 255, 7);
            assertEquals("thing 255", seen.labels().getLast().label().name());
        }
        try (ModelSegmentation seen =
                result.options(NONE.withDenied(List.of("thing 7"))).of(scores)) {
            assertEquals(2, seen.categoryMask().bytesPerPixel());
            assertLabels(seen.categoryMask(), 255, 65_535);
            assertEquals(Optional.of(Label.unlabelled(2)), seen.unlabelled());
        }
    }

    @Test
    void aModelOf255ClassesStaysInOneByte() {
        float[] scores = new float[255];
        scores[254] = 1;
        try (ModelSegmentation seen =
                new SmallResult(pool)
                        .names(
                                IntStream.range(0, 255)
                                        .mapToObj(i -> "thing " + i)
                                        .toArray(String[]::new))
                        .options(NONE.withDenied(List.of("254")))
                        .of(scores)) {
            assertEquals(1, seen.categoryMask().bytesPerPixel());
            assertLabels(seen.categoryMask(), 255);
        }
    }

    @Test
    void aModelOfClassIndicesTakesListsToo() {
        try (ModelSegmentation seen =
                new SmallResult(pool)
                        .kind(OutputKind.CLASS_INDICES)
                        .size(3, 1)
                        .names("road", "car")
                        .options(NONE.withDenied(List.of("car", "1000")))
                        .of(0, 1, 1000)) {
            assertLabels(seen.categoryMask(), 0, 65_535, 65_535);
        }
    }

    /** An inverted mask of one class is a complaint about other libraries. */
    @Test
    void oneForegroundScoreIsTheForegroundsAndNotTheBackgrounds() {
        try (ModelSegmentation seen =
                new SmallResult(pool)
                        .kind(OutputKind.FOREGROUND_SCORE)
                        .activation(Activation.NONE)
                        .size(4, 1)
                        .names("background", "person")
                        .options(NONE.withScoreThreshold(0.8))
                        .of(0.9f, 0.7f, 0.3f, 0.1f)) {
            assertLabels(seen.categoryMask(), 1, 0, 0, 0);
            assertArrayEquals(
                    new float[] {0.9f, 0.7f, 0.3f, 0.1f}, seen.confidenceMask(1).toFloats());
        }
    }

    /**
     * At every size, a pixel keeps its class just where the confidence masks say that it is sure.
     * Most cells of the grid are decided at their corners: that must not show.
     */
    @ParameterizedTest
    @CsvSource({
        "1, SOFTMAX, 3, 0.5, 0",
        "2, SOFTMAX, 5, 0.8, 0",
        "3, SOFTMAX, 5, 0, 0.3",
        "4, SOFTMAX, 2, 0.6, 0.4",
        "5, SIGMOID, 4, 0.7, 0",
        "6, SIGMOID, 4, 0, 0.1",
        "7, SIGMOID, 4, 0.6, 0.1",
        "8, NONE, 4, 0.4, 0.2",
        "9, SOFTMAX, 21, 0.2, 0.05"
    })
    void aPixelKeepsItsClassWhereItsConfidenceAndMarginAreHighEnough(
            int seed, Activation activation, int classes, double score, double margin) {
        int columns = 7;
        int rows = 5;
        String[] names = new String[classes];
        Arrays.setAll(names, i -> "thing " + i);
        SmallResult result =
                new SmallResult(pool).activation(activation).size(columns, rows).names(names);
        float[] scores = SmallResult.random(columns * rows * classes, seed);
        OutputOptions options = NONE.withScoreThreshold(score).withMarginThreshold(margin);
        int kept = 0;
        int lost = 0;
        for (int[] size : new int[][] {{7, 5}, {61, 47}, {4, 3}, {1, 1}}) {
            try (ModelSegmentation plain = result.options(NONE).of(scores);
                    ModelSegmentation sure = result.options(options).of(scores)) {
                CategoryMask all = plain.categoryMask(size[0], size[1]);
                CategoryMask some = sure.categoryMask(size[0], size[1]);
                for (int y = 0; y < size[1]; y++) {
                    for (int x = 0; x < size[0]; x++) {
                        int label = all.label(x, y);
                        float best = plain.confidenceMask(label, size[0], size[1]).value(x, y);
                        float lead = best - second(plain, label, size, x, y);
                        if (isClose(best, score) || isClose(lead, margin)) {
                            continue;
                        }
                        boolean keeps = best >= score && lead >= margin;
                        assertEquals(keeps ? label : 255, some.label(x, y), x + ", " + y);
                        kept += keeps ? 1 : 0;
                        lost += keeps ? 0 : 1;
                    }
                }
            }
        }
        assertTrue(kept > 50 && lost > 50, kept + " kept, " + lost + " lost");
    }

    private static float second(ModelSegmentation seen, int label, int[] size, int x, int y) {
        float second = 0;
        for (int other = 0; other < seen.model().labels().size(); other++) {
            if (other != label) {
                ConfidenceMask mask = seen.confidenceMask(other, size[0], size[1]);
                second = Math.max(second, mask.value(x, y));
            }
        }
        return second;
    }

    private static boolean isClose(float value, double threshold) {
        return threshold > 0 && Math.abs(value - threshold) < 1e-5;
    }

    private ModelSegmentation pets(OutputOptions options) {
        return new SmallResult(pool)
                .size(4, 1)
                .names("background", "dog", "cat")
                .options(options)
                .of(PETS);
    }

    private static void assertLabels(CategoryMask mask, int... labels) {
        assertArrayEquals(labels, mask.toInts());
        for (int x = 0; x < labels.length; x++) {
            assertEquals(labels[x], mask.label(x, 0));
        }
    }
}
