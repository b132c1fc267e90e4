// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.model.ModelContent;
import org.vitral.model.samples.Samples;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.GraphTensor;
import org.vitral.segmentation.RewritingReport;
import org.vitral.segmentation.RuleReport;
import org.vitral.segmentation.SegmentationException;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** What engines make of models of all kinds: rules, batches, sizes, numbers of 8 bits. */
class SampleEngineTest {

    private static final int SIZE = Samples.SIZE;

    @TempDir private Path folder;

    private final MemoryPool pool = new MemoryPool();
    private SampleEngines engines;

    @BeforeEach
    void prepare() {
        engines = new SampleEngines(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "v1-os8, grid-scores",
        "v1-os16, grid-scores",
        "v2-os8, grid-scores",
        "v2-os16, grid-scores",
        "v3-os8, grid-scores image-branch",
        "v3-os16, grid-scores image-branch",
        "v3plus-os8, grid-scores image-branch",
        "v3plus-os16, grid-scores image-branch",
        "v3-half-pixel, grid-scores image-branch",
        "v3-plain-resize, grid-scores image-branch",
        "v3plus-half-pixel, grid-scores image-branch",
        "v3plus-plain-resize, grid-scores image-branch",
        "v3-257, grid-scores image-branch",
        "v3-513, grid-scores image-branch",
        "v3-float16-weights, grid-scores",
        "v3-hybrid, grid-scores",
        "batch-open, grid-scores image-branch",
        "quality-float32, image-branch",
        "v3-int8, ''",
        "v3-uint8, ''",
        "v3-int16, ''",
        "inside-int8, ''",
        "foreground-float32, grid-scores image-branch",
        "indices-int32, ''",
        "open, ''",
        "batch-4, ''"
    })
    void aRuleIsAppliedWhereItIsExactAndTheResultStays(String sample, String rules)
            throws Exception {
        byte[] file = Samples.usable(sample);
        int size = sample.equals("open") ? 513 : sample.matches("v3-\\d+") ? size(sample) : SIZE;
        byte[] pixels = SampleEngines.picture(size, size, 3);
        RewritingReport report = new RuleExaminer().examine(engines.model(sample, file));
        List<String> expected = rules.isEmpty() ? List.of() : List.of(rules.split(" "));
        assertEquals(
                expected,
                report.rules().stream().filter(RuleReport::applies).map(RuleReport::rule).toList());
        for (String delegate : List.of("cpu", "xnnpack")) {
            Engine plain = engines.engine(sample, file, delegate, "none");
            Engine cheaper = engines.engine(sample, file, delegate, "all");
            assertEquals(Set.copyOf(expected), cheaper.rewriting().applied());
            try (Image image = SampleEngines.image(pixels, size, size);
                    ModelSegmentation one = SampleEngines.segment(plain, image, pool);
                    ModelSegmentation other = SampleEngines.segment(cheaper, image, pool)) {
                assertAgree(0.9999, one.categoryMask(), other.categoryMask());
            } finally {
                plain.retire();
                cheaper.retire();
            }
        }
    }

    private static int size(String sample) {
        return Integer.parseInt(sample.substring(3));
    }

    private static void assertAgree(double least, CategoryMask one, CategoryMask other) {
        double share = share(one, other);
        assertTrue(share >= least, share + " of the places agree");
    }

    private static double share(CategoryMask one, CategoryMask other) {
        long same = 0;
        for (int y = 0; y < one.height(); y++) {
            for (int x = 0; x < one.width(); x++) {
                same += one.label(x, y) == other.label(x, y) ? 1 : 0;
            }
        }
        return (double) same / one.width() / one.height();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            textBlock =
                    """
                    v3-int8 => The mask's resize is one of int8 [1, 5, 5, 6], not of float32 [1, H, W, C] of a fixed size
                    v3-int8 => The 1 x 1 map is int8 [1, 1, 1, 16], not float32 [1, 1, 1, C]
                    inside-uint8 => The mask is made by DEQUANTIZE, not by RESIZE_BILINEAR
                    v3-hybrid => The CONV_2D of the joined maps has no weights of 32-bit floats
                    v3-float16-weights => The CONV_2D of the joined maps has no weights of 32-bit floats
                    open => The model leaves the size of its input open
                    indices-int64 => The model gives class indices, not scores
                    batch-4 => The mask's resize is one of float32 [4, 5, 5, 6], not of float32 [1, H, W, C] of a fixed size
                    """)
    void theReasonWhyARuleIsOffIsSaid(String sample, String reason) throws Exception {
        RewritingReport report =
                new RuleExaminer().examine(engines.model(sample, Samples.usable(sample)));
        List<String> reasons =
                report.rules().stream()
                        .filter(rule -> !rule.applies())
                        .map(RuleReport::text)
                        .toList();
        assertTrue(reasons.contains(reason), reasons.toString());
    }

    @Test
    void whatAModelTakesAndGivesIsSaid() throws Exception {
        RewritingReport report =
                new RuleExaminer().examine(engines.model("open-int8", Samples.usable("open-int8")));
        GraphTensor input = report.inputs().getFirst();
        assertEquals("int8", input.type());
        assertEquals(List.of(1, -1, -1, 3), input.shape());
        assertEquals(1 / 127.5f, input.scale());
        assertEquals(
                "int8 [1, open, open, 6], 0.0627451 x number", report.outputs().getFirst().text());
    }

    /** The same weights, but for what 8 bits take away. */
    @ParameterizedTest
    @CsvSource({
        "v3-float32, v3-float16-weights, 0.99",
        "v3-float32, v3-hybrid, 0.95",
        "v3-float32, v3-int16, 0.95",
        "v3-float32, v3-int8, 0.9",
        "v3-float32, inside-int8, 0.9",
        "v3-float32, v3-uint8, 0.85",
        "v3-float32, halves, 0.99",
        "v3plus-float32, v3plus-int8, 0.85",
        "grey, grey-int8, 0.85",
        "foreground-float32, foreground-int8, 0.95"
    })
    void aQuantisedModelSeesWhatItsFloatTwinSees(String floats, String other, double least)
            throws Exception {
        byte[] pixels = SampleEngines.picture(SIZE, SIZE, 5);
        Engine one = engines.engine(floats, Samples.usable(floats), "cpu", "none");
        Engine two = engines.engine(other, Samples.usable(other), "cpu", "none");
        try (Image image = SampleEngines.image(pixels, SIZE, SIZE);
                ModelSegmentation expected = SampleEngines.segment(one, image, pool);
                ModelSegmentation seen = SampleEngines.segment(two, image, pool)) {
            assertTrue(expected.labels().size() > 1, "there is something to tell apart");
            assertAgree(least, expected.categoryMask(), seen.categoryMask());
        } finally {
            one.retire();
            two.retire();
        }
    }

    /** All eight of EXIF, on a tensor that is not of floats. */
    @ParameterizedTest
    @ValueSource(strings = {"v3-int8", "pixels", "grey-int8", "halves"})
    void anOrientedImageIsSeenUpright(String sample) throws Exception {
        byte[] pixels = SampleEngines.picture(SIZE, SIZE, 9);
        Engine engine = engines.engine(sample, Samples.usable(sample), "cpu", "none");
        try (Image upright = SampleEngines.image(pixels, SIZE, SIZE);
                ModelSegmentation expected = SampleEngines.segment(engine, upright, pool)) {
            for (Orientation orientation : Orientation.values()) {
                byte[] raw = new byte[pixels.length];
                for (int y = 0; y < SIZE; y++) {
                    for (int x = 0; x < SIZE; x++) {
                        int at = orientation.rawY(x, y, SIZE) * SIZE + orientation.rawX(x, y, SIZE);
                        System.arraycopy(pixels, (y * SIZE + x) * 3, raw, at * 3, 3);
                    }
                }
                try (Image turned =
                                Image.of(
                                        MemorySegment.ofArray(raw),
                                        SIZE,
                                        SIZE,
                                        SIZE * 3,
                                        PixelFormat.RGB,
                                        orientation);
                        ModelSegmentation seen = SampleEngines.segment(engine, turned, pool)) {
                    assertAgree(1, expected.categoryMask(), seen.categoryMask());
                }
            }
        } finally {
            engine.retire();
        }
    }

    @ParameterizedTest
    @CsvSource({"batch-4, true", "batch-4-int8, true", "batch-2-fixed, false"})
    void aBatchBecomesOneWhereTheGraphLetsIt(String sample, boolean possible) throws Exception {
        try (ModelContent content = engines.model(sample, Samples.usable(sample)).open()) {
            assertEquals(possible, BatchOfOne.isPossible(TfLiteRuntimes.shared(), content));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "open, 97x65, 97, 65",
        "open, 33X49, 33, 49",
        "open-int8, 97x65, 97, 65",
        "open-97x65, '', 13, 9",
        "open-97x65, 64x64, 8, 8"
    })
    void anOpenSizeIsWhatIsAskedFor(String sample, String size, int width, int height)
            throws Exception {
        for (String delegate : List.of("cpu", "xnnpack")) {
            Path file = folder.resolve(sample + ".tflite");
            Files.write(file, Samples.usable(sample));
            Engine engine = engines.engine(file, delegate, "all", size);
            byte[] pixels = SampleEngines.picture(120, 80, 4);
            try (Image image = SampleEngines.image(pixels, 120, 80);
                    ModelSegmentation seen = SampleEngines.segment(engine, image, pool)) {
                assertEquals(width, seen.modelWidth());
                assertEquals(height, seen.modelHeight());
                assertEquals(120, seen.categoryMask().width());
            } finally {
                engine.retire();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            textBlock =
                    """
                    v3-os8 => 97x65 => The model v3-os8 takes images of 65 x 65 and no other size, and was asked to take 97 x 65
                    open => large => input.size is a width and a height from 1 to 16384, such as 513x513, not "large"
                    open => 0x5 => input.size is a width and a height from 1 to 16384, such as 513x513, not "0x5"
                    open => 99999x5 => input.size is a width and a height from 1 to 16384, such as 513x513, not "99999x5"
                    """)
    void aSizeThatCannotBeIsRefused(String sample, String size, String sentence) throws Exception {
        Path file = folder.resolve(sample + ".tflite");
        Files.write(file, Samples.usable(sample));
        assertEquals(
                sentence,
                assertThrows(
                                SegmentationException.class,
                                () -> engines.engine(file, "cpu", "all", size))
                        .getMessage());
    }

    @Test
    void aSizeThatIsTheModelsOwnIsFine() throws Exception {
        Path file = folder.resolve("v3.tflite");
        Files.write(file, Samples.usable("v3-os16"));
        engines.engine(file, "cpu", "none", "65x65").retire();
    }
}
