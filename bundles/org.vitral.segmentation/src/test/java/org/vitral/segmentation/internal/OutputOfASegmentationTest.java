// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.ConfidenceMask;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.OutputSize;
import org.vitral.segmentation.OutputType;

/** Type, size, language and activation. */
class OutputOfASegmentationTest {

    private static final OutputOptions NONE = OutputOptions.DEFAULT;
    private static final int CLASSES = 4;

    private final MemoryPool pool = new MemoryPool();
    private final float[] scores = SmallResult.random(5 * 3 * CLASSES, 5);

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void withoutASizeTheCategoryMaskHasThatOfTheImageAndConfidenceThatOfTheModel() {
        try (ModelSegmentation seen = seen(NONE)) {
            assertEquals("20x12", size(seen.categoryMask().width(), seen.categoryMask().height()));
            assertSize("5x3", seen.confidenceMask(0));
        }
    }

    @ParameterizedTest
    @CsvSource({"model,5x3", "source,20x12", "31x17,31x17"})
    void bothMasksHaveTheSizeThatIsAskedFor(String asked, String size) {
        try (ModelSegmentation seen = seen(NONE.withSize(OutputSize.parse(asked)))) {
            assertEquals(size, size(seen.categoryMask().width(), seen.categoryMask().height()));
            assertSize(size, seen.confidenceMask(1));
            int[] wanted = {seen.categoryMask().width(), seen.categoryMask().height()};
            assertSame(seen.categoryMask(), seen.categoryMask(wanted[0], wanted[1]));
            assertEquals(
                    (long) wanted[0] * wanted[1],
                    seen.labels().stream().mapToLong(found -> found.pixels()).sum());
            // The image is what it was.
            assertEquals("20x12", size(seen.width(), seen.height()));
        }
    }

    /** Logits sold as confidence are a complaint about other libraries. */
    @ParameterizedTest
    @CsvSource({"SCORES,SOFTMAX", "SCORES,SIGMOID", "SCORES,NONE"})
    void everyConfidenceIsFrom0To1AtEverySize(OutputKind kind, Activation activation) {
        float[] logits = scores.clone();
        for (int i = 0; i < logits.length; i++) {
            logits[i] *= 20;
        }
        try (ModelSegmentation seen =
                small().kind(kind).activation(activation).options(NONE).of(logits)) {
            for (int label = 0; label < CLASSES; label++) {
                for (float value : seen.confidenceMask(label, 33, 21).toFloats()) {
                    assertTrue(value >= 0 && value <= 1, () -> "" + value);
                }
            }
        }
    }

    /** The activation of interpolated scores, and not interpolated confidences. */
    @Test
    void aConfidenceAtAnySizeIsTheSoftmaxOfTheInterpolatedScores() {
        int width = 23;
        int height = 14;
        try (ModelSegmentation seen = seen(NONE)) {
            BruteForce reference = new BruteForce(seen.scores());
            ConfidenceMask[] masks = new ConfidenceMask[CLASSES];
            for (int label = 0; label < CLASSES; label++) {
                masks[label] = seen.confidenceMask(label, width, height);
            }
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double[] at = reference.at(x, y, width, height);
                    double sum = 0;
                    for (double score : at) {
                        sum += Math.exp(score);
                    }
                    double total = 0;
                    for (int label = 0; label < CLASSES; label++) {
                        float value = masks[label].value(x, y);
                        assertEquals(Math.exp(at[label]) / sum, value, 1e-6);
                        total += value;
                    }
                    assertEquals(1, total, 1e-6);
                }
            }
        }
    }

    @Test
    void theConfidenceOfAForegroundFollowsTheSizeToo() {
        try (ModelSegmentation seen =
                new SmallResult(pool)
                        .kind(OutputKind.FOREGROUND_SCORE)
                        .activation(Activation.SIGMOID)
                        .size(2, 1)
                        .of(-2, 2)) {
            float[] foreground = seen.confidenceMask(1, 4, 1).toFloats();
            float[] background = seen.confidenceMask(0, 4, 1).toFloats();
            float[] expected = {-2, -1, 1, 2};
            for (int x = 0; x < 4; x++) {
                assertEquals(1 / (1 + Math.exp(-expected[x])), foreground[x], 1e-6);
                assertEquals(1, foreground[x] + background[x], 1e-6);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAskedForIsMadeInTheCallAndIsTheSameAsWhatIsMadeLater(OutputType type) {
        OutputOptions sized = NONE.withSize(OutputSize.of(11, 9));
        try (ModelSegmentation early = seen(sized.withType(type));
                ModelSegmentation late = seen(sized)) {
            Duration before = early.timings().postprocess();
            early.makeAsked();
            Duration made = early.timings().postprocess();
            assertTrue(made.compareTo(before) > 0);
            if (type.hasCategory()) {
                assertArrayEquals(late.categoryMask().toBytes(), early.categoryMask().toBytes());
            }
            if (type.hasConfidence()) {
                for (int label = 0; label < CLASSES; label++) {
                    assertArrayEquals(
                            late.confidenceMask(label).toFloats(),
                            early.confidenceMask(label).toFloats());
                }
            }
            // Nothing of it was made only now.
            assertEquals(made, early.timings().postprocess());
        }
    }

    @Test
    void nothingIsMadeInTheCallWhereNothingIsAskedFor() {
        try (ModelSegmentation seen = seen(NONE)) {
            Duration before = seen.timings().postprocess();
            seen.makeAsked();
            assertEquals(before, seen.timings().postprocess());
        }
    }

    @Test
    void aConfidenceMaskIsMadeForEachClassThatNoListRulesOut() {
        try (ModelSegmentation seen =
                seen(NONE.withType(OutputType.CONFIDENCE).withDenied(List.of("dog")))) {
            seen.makeAsked();
            Duration made = seen.timings().postprocess();
            seen.confidenceMask(0);
            seen.confidenceMask(2);
            seen.confidenceMask(3);
            assertEquals(made, seen.timings().postprocess());
            seen.confidenceMask(1);
            assertTrue(seen.timings().postprocess().compareTo(made) > 0);
        }
    }

    @Test
    void aConfidenceMaskIsAlsoEightBits() {
        try (ModelSegmentation seen =
                new SmallResult(pool)
                        .activation(Activation.NONE)
                        .size(4, 1)
                        .of(0, 1, 0.25f, 0.75f, 0.5f, 0.5f, 1.5f, -1)) {
            assertArrayEquals(
                    new byte[] {0, 64, (byte) 128, (byte) 255}, seen.confidenceMask(0).toBytes());
        }
    }

    @Test
    void namesComeInTheLanguageThatIsAskedForAndClassesKeepTheirs() {
        OutputOptions german = NONE.withDisplayNamesLocale(Locale.of("de", "AT"));
        try (ModelSegmentation seen =
                small().displayNames(Locale.GERMAN, "Hintergrund", "Hund", "Katze", "Pferd")
                        .options(german)
                        .of(scores)) {
            for (Label label : seen.legend()) {
                assertEquals(
                        List.of("Hintergrund", "Hund", "Katze", "Pferd").get(label.index()),
                        label.displayName());
                assertEquals(
                        List.of("background", "dog", "cat", "horse").get(label.index()),
                        label.name());
            }
            assertEquals(List.of(), seen.notes());
        }
    }

    @Test
    void aLanguageThatIsNotThereIsANoteAndTheLabelMapsNames() {
        OutputOptions finnish = NONE.withDisplayNamesLocale(Locale.of("fi"));
        try (ModelSegmentation seen =
                small().displayNames(Locale.GERMAN, "Hintergrund", "Hund", "Katze", "Pferd")
                        .options(finnish)
                        .of(scores)) {
            assertEquals(
                    List.of(
                            "The model small has no names in the language 'fi', so those of its label map are shown (known: de)"),
                    seen.notes());
            seen.legend().forEach(label -> assertEquals(label.name(), label.displayName()));
        }
    }

    @Test
    void anotherActivationMakesOtherConfidencesOfTheSameScores() {
        try (ModelSegmentation seen =
                new SmallResult(pool)
                        .names("background", "dog")
                        .options(NONE.withActivation(Activation.SIGMOID))
                        .of(-1, 2)) {
            assertEquals(1 / (1 + Math.exp(1)), seen.confidenceMask(0).value(0, 0), 1e-6);
            assertEquals(1 / (1 + Math.exp(-2)), seen.confidenceMask(1).value(0, 0), 1e-6);
            assertEquals(-1, seen.scores(0).value(0, 0));
            // The model is what it was.
            assertEquals(Activation.SOFTMAX, seen.model().output().activation());
        }
        try (ModelSegmentation seen =
                new SmallResult(pool).options(NONE.withActivation(Activation.NONE)).of(-1, 0.5f)) {
            assertEquals(0, seen.confidenceMask(0).value(0, 0));
            assertEquals(0.5f, seen.confidenceMask(1).value(0, 0));
        }
    }

    /** A logit above 0 is more likely than not; a confidence is from one half on. */
    @ParameterizedTest
    @CsvSource({"SIGMOID,1", "NONE,0"})
    void theActivationDecidesWhereAForegroundBegins(Activation activation, int label) {
        try (ModelSegmentation seen =
                new SmallResult(pool)
                        .kind(OutputKind.FOREGROUND_SCORE)
                        .activation(Activation.NONE)
                        .options(NONE.withActivation(activation))
                        .of(0.2f)) {
            assertEquals(label, seen.categoryMask().label(0, 0));
        }
    }

    @Test
    void aRowIsCopiedAsItIs() {
        try (ModelSegmentation seen = seen(NONE)) {
            byte[] bytes = new byte[20];
            char[] chars = new char[20];
            float[] floats = new float[5];
            seen.categoryMask().copyRow(7, bytes);
            seen.categoryMask().copyRow(7, chars);
            seen.confidenceMask(2).copyRow(1, floats);
            for (int x = 0; x < 20; x++) {
                assertEquals(seen.categoryMask().label(x, 7), bytes[x]);
                assertEquals(seen.categoryMask().label(x, 7), chars[x]);
            }
            for (int x = 0; x < 5; x++) {
                assertEquals(seen.confidenceMask(2).value(x, 1), floats[x]);
            }
        }
    }

    private SmallResult small() {
        return new SmallResult(pool)
                .size(5, 3)
                .image(20, 12)
                .names("background", "dog", "cat", "horse");
    }

    private ModelSegmentation seen(OutputOptions options) {
        return small().options(options).of(scores);
    }

    private static void assertSize(String expected, ConfidenceMask mask) {
        assertEquals(expected, size(mask.width(), mask.height()));
        assertEquals(mask.width() * mask.height(), mask.toFloats().length);
    }

    private static String size(int width, int height) {
        return width + "x" + height;
    }
}
