// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.Raster;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.service.log.Logger;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.EngineChange;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.OutputSize;
import org.vitral.segmentation.OutputType;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.SegmenterStatus.State;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** The options of a call and of a configuration, on the starter model and its golden. */
class OutputOfASegmenterTest {

    private static final int SIZE = Starter.SIZE;
    private static final int HORSE = 13;
    private static final int PERSON = 15;

    /** The model of these tests has a class 0, but none with the name background. */
    private static final int UNLABELLED = 255;

    private final Logger silent =
            (Logger)
                    Proxy.newProxyInstance(
                            Logger.class.getClassLoader(),
                            new Class<?>[] {Logger.class},
                            (proxy, method, arguments) -> null);

    private ConfiguredSegmenter segmenter;
    private Image photograph;

    @BeforeEach
    void readThePhotograph() {
        photograph = Starter.photograph("horse_rider_257.jpg");
        Starter.shared("models/deeplabv3.tflite");
        Starter.shared("images/horse_rider_257.golden.png");
    }

    @AfterEach
    void deactivate() {
        if (segmenter != null) {
            segmenter.deactivate();
        }
    }

    /**
     * The frame is stored turned and says that it is upright; the call knows better. The region is
     * one of what a person sees.
     */
    @ParameterizedTest
    @EnumSource
    void anOrientationOfTheCallReplacesThatOfTheImage(Orientation orientation) throws Exception {
        start(Map.of());
        Image stored = turned(orientation);
        SegmentationOptions turn = SegmentationOptions.DEFAULT.withOrientation(orientation);
        try (Segmentation seen = segmenter.segment(stored, turn)) {
            assertEquals(0, differences(seen.categoryMask(), golden()));
            assertEquals(orientation, seen.frames().orientation());
        }
        Region part = new Region(60, 20, 140, 90);
        try (Segmentation seen = segmenter.segment(stored, turn.withRegion(part));
                Segmentation upright =
                        segmenter.segment(
                                photograph, SegmentationOptions.DEFAULT.withRegion(part))) {
            assertEquals(part, seen.region());
            assertEquals(
                    List.of(140, 90),
                    List.of(seen.categoryMask().width(), seen.categoryMask().height()));
            // The same pixels are blended in another order: only ties of rounding may differ.
            assertTrue(
                    differences(seen.categoryMask(), upright.categoryMask().toInts()) <= 2,
                    "the region is another one");
        }
    }

    @Test
    void aListAndAThresholdApplyToTheGolden() throws Exception {
        start(Map.of());
        int[] golden = golden();
        int[] expected =
                Arrays.stream(golden).map(label -> label == PERSON ? UNLABELLED : label).toArray();
        try (Segmentation seen = segment(OutputOptions.DEFAULT.withDenied(List.of("class 15")))) {
            assertEquals(0, differences(seen.categoryMask(), expected));
        }
        try (Segmentation all = segment(OutputOptions.DEFAULT);
                Segmentation seen = segment(OutputOptions.DEFAULT.withScoreThreshold(0.9))) {
            for (int i = 0; i < golden.length; i++) {
                int label = golden[i];
                boolean sure = all.confidenceMask(label).value(i % SIZE, i / SIZE) >= 0.9f;
                assertEquals(
                        sure ? label : UNLABELLED,
                        seen.categoryMask().label(i % SIZE, i / SIZE),
                        "" + i);
            }
        }
    }

    @Test
    void theCallMakesWhatItIsAskedForAndItsTimeCounts() throws Exception {
        start(Map.of());
        OutputOptions both =
                OutputOptions.DEFAULT.withType(OutputType.BOTH).withSize(OutputSize.of(100, 80));
        try (Segmentation seen = segment(both)) {
            var before = seen.timings().postprocess();
            assertEquals(100 * 80, seen.categoryMask().toBytes().length);
            assertEquals(100 * 80, seen.confidenceMask(HORSE).toFloats().length);
            assertEquals(before, seen.timings().postprocess());
        }
    }

    @Test
    void whatTheModelCannotDoIsRefusedAndTheNextCallIsServed() throws Exception {
        start(Map.of());
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> segment(OutputOptions.DEFAULT.withAllowed(List.of("unicorn"))));
        assertTrue(
                refusal.getMessage()
                        .startsWith("The model deeplabv3 has no class 'unicorn'; its classes are"),
                refusal.getMessage());
        try (Segmentation seen = segment(OutputOptions.DEFAULT)) {
            assertEquals(0, differences(seen.categoryMask(), golden()));
        }
    }

    @Test
    void aMaskThatIsTooLargeIsRefusedAndNothingIsLost() throws Exception {
        start(Map.of());
        try (Segmentation seen = segment(OutputOptions.DEFAULT)) {
            assertThrows(IllegalArgumentException.class, () -> seen.categoryMask(60_000, 60_000));
            assertEquals(0, differences(seen.categoryMask(), golden()));
        }
    }

    @Test
    void aConfigurationHoldsWhereACallSaysNothing() throws Exception {
        start(
                Map.of(
                        "output_size",
                        "model",
                        "category_deny",
                        new String[] {"15"},
                        "display_names_locale",
                        "fi"));
        try (Segmentation seen = segment(OutputOptions.DEFAULT)) {
            assertEquals(1, seen.notes().size());
            assertEquals(0, count(seen, PERSON));
            assertTrue(count(seen, HORSE) > 0);
        }
        try (Segmentation seen = segment(OutputOptions.DEFAULT.withAllowed(List.of("class 15")))) {
            assertEquals(0, count(seen, HORSE));
            assertTrue(count(seen, PERSON) > 0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            textBlock =
                    """
                    output_size=huge => A size is model, source, or columns and rows such as 640x480, not 'huge'
                    output_type=logits => An output type is category, confidence or both, not 'logits'
                    display_names_locale=? => A language is a tag such as de, de-AT or zh-Hant, not '?'
                    activation=relu => An activation is none, softmax or sigmoid, not 'relu'
                    score_threshold=2 => A score threshold is from 0 to 1, not 2.0
                    margin_threshold=-1 => A margin threshold is from 0 to 1, not -1.0
                    category_allow=class 99 => The model deeplabv3 has no class 'class 99'; did you mean 'class 9'?
                    """)
    void aConfigurationThatCannotBeUsedIsAReasonAndNoEngine(String attribute, String reason)
            throws Exception {
        String[] parts = attribute.split("=");
        Object value =
                parts[0].endsWith("threshold")
                        ? (Object) Double.valueOf(parts[1])
                        : parts[0].startsWith("category") ? new String[] {parts[1]} : parts[1];
        start(Map.of(parts[0], value));
        SegmentationException refusal =
                assertThrows(SegmentationException.class, () -> segmenter.segment(photograph));
        assertEquals(reason, refusal.getMessage());
        assertEquals(State.FAILED, segmenter.status().state());
    }

    @Test
    @Timeout(60)
    void aChangeOfTheConfigurationThatCannotBeUsedLeavesTheOldOne() throws Exception {
        start(Map.of("category_deny", new String[] {"15"}));
        try (Segmentation seen = segment(OutputOptions.DEFAULT)) {
            assertEquals(0, count(seen, PERSON));
        }
        segmenter.modified(configuration(Map.of("score_threshold", 7.0)));
        while (segmenter.status().reason().isEmpty()) {
            Thread.onSpinWait();
        }
        assertEquals("A score threshold is from 0 to 1, not 7.0", segmenter.status().reason());
        try (Segmentation seen = segment(OutputOptions.DEFAULT)) {
            assertEquals(0, count(seen, PERSON));
            assertEquals(1, seen.generation());
        }
    }

    /** The gate compares what the models say, and not what is left of it. */
    @Test
    @Timeout(60)
    void aListInTheConfigurationIsNoObjectionOfTheGate() throws Exception {
        start(Map.of());
        try (Segmentation seen = segment(OutputOptions.DEFAULT)) {
            assertTrue(count(seen, PERSON) > 0);
        }
        segmenter.modified(
                configuration(
                        Map.of(
                                "category_allow",
                                new String[] {"class 3"},
                                "output_size",
                                "16x16",
                                "gate_agreement",
                                1.0)));
        while (segmenter.status().generation() < 2) {
            assertEquals("", segmenter.status().reason());
            Thread.onSpinWait();
        }
        try (Segmentation seen = segment(OutputOptions.DEFAULT)) {
            assertEquals(16, seen.categoryMask().width());
            assertEquals(0, count(seen, PERSON));
        }
    }

    /** A shadow sees the same photograph, and a list of the call is no difference between them. */
    @Test
    @Timeout(60)
    void aListOfACallIsNoDifferenceToAShadow() throws Exception {
        start(Map.of());
        try (Segmentation seen = segment(OutputOptions.DEFAULT)) {
            assertEquals(1, seen.generation());
        }
        segmenter.startTrial(EngineChange.NONE.withThreads(2), 0);
        while (segmenter.trial().orElseThrow().agreement().isEmpty()) {
            try (Segmentation seen =
                    segment(OutputOptions.DEFAULT.withDenied(List.of("13", "15")))) {
                assertEquals(0, count(seen, HORSE));
            }
        }
        assertEquals(1, segmenter.trial().orElseThrow().agreement().getAsDouble());
        segmenter.endTrial();
    }

    private void start(Map<String, Object> attributes) {
        segmenter =
                new ConfiguredSegmenter(
                        new ModelShelf(Starter.model()),
                        TfLiteRuntimes.shared(),
                        silent,
                        configuration(attributes));
        segmenter.activate();
    }

    private Segmentation segment(OutputOptions output) throws SegmentationException {
        return segmenter.segment(photograph, SegmentationOptions.DEFAULT.withOutput(output));
    }

    private static long count(Segmentation seen, int label) {
        return Arrays.stream(seen.categoryMask().toInts()).filter(found -> found == label).count();
    }

    /** The photograph as a camera stores it that is held otherwise, but upright by what it says. */
    private Image turned(Orientation orientation) {
        byte[] from = photograph.pixels().toArray(ValueLayout.JAVA_BYTE);
        byte[] raw = new byte[from.length];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                int at = orientation.rawY(x, y, SIZE) * SIZE + orientation.rawX(x, y, SIZE);
                System.arraycopy(from, (y * SIZE + x) * 3, raw, at * 3, 3);
            }
        }
        return Image.of(
                MemorySegment.ofArray(raw),
                SIZE,
                SIZE,
                SIZE * 3,
                PixelFormat.BGR,
                Orientation.UPRIGHT);
    }

    private static int[] golden() throws Exception {
        Raster raster =
                ImageIO.read(Starter.shared("images/horse_rider_257.golden.png").toFile())
                        .getRaster();
        int[] samples = raster.getSamples(0, 0, SIZE, SIZE, 0, (int[]) null);
        return Arrays.stream(samples).map(sample -> sample / 10).toArray();
    }

    private static int differences(CategoryMask mask, int[] expected) {
        int[] found = mask.toInts();
        assertEquals(expected.length, found.length);
        int differences = 0;
        for (int i = 0; i < found.length; i++) {
            differences += found[i] == expected[i] ? 0 : 1;
        }
        return differences;
    }

    private static SegmenterConfiguration configuration(Map<String, Object> given) {
        return (SegmenterConfiguration)
                Proxy.newProxyInstance(
                        SegmenterConfiguration.class.getClassLoader(),
                        new Class<?>[] {SegmenterConfiguration.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("delegate")
                                        ? "cpu"
                                        : given.getOrDefault(
                                                method.getName(), method.getDefaultValue()));
    }
}
