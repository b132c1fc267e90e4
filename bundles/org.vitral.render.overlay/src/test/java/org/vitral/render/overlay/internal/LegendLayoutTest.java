// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitral.model.Label;
import org.vitral.segmentation.LabelShare;

class LegendLayoutTest {

    @Test
    void theLabelsFoundAreListedLargestFirstWithoutTheBackground() {
        Scene scene =
                Scene.empty(640, 480, "background", "cat", "dog")
                        .withEllipse(1, 100, 100, 40, 40)
                        .withEllipse(2, 400, 300, 90, 90);
        assertEquals(List.of("dog", "cat"), texts(layout(scene, 640, 480).orElseThrow()));
    }

    @Test
    void aClassIsCalledByItsDisplayNameAndWhatNoClassTookIsGrey() {
        Label dog = new Label(1, "dog", 0x102030).withDisplayName("Hund");
        ClassColors colors = new ClassColors(List.of(new Label(0, "road", 0), dog));
        List<LegendRow> rows =
                LegendRow.of(
                        List.of(
                                new LabelShare(dog, 6, 0.6),
                                new LabelShare(Label.unlabelled(1), 4, 0.4)),
                        colors,
                        5);
        assertEquals(
                List.of(
                        new LegendRow(OptionalInt.of(0x102030), "Hund", "60.0%"),
                        new LegendRow(OptionalInt.of(0x808080), "unlabelled", "40.0%")),
                rows);
    }

    @Test
    void aCommonLabelIsWholeInAPictureOfTheModelsSize() {
        Scene scene =
                Scene.empty(257, 257, "background", "person", "horse")
                        .withEllipse(1, 60, 60, 50, 50)
                        .withEllipse(2, 180, 180, 40, 40);
        assertEquals(List.of("person", "horse"), texts(layout(scene, 257, 257).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aeroplane",
                "bicycle",
                "bird",
                "boat",
                "bottle",
                "bus",
                "car",
                "cat",
                "chair",
                "cow",
                "diningtable",
                "dog",
                "horse",
                "motorbike",
                "person",
                "pottedplant",
                "sheep",
                "sofa",
                "train",
                "tvmonitor"
            })
    void everyLabelOfPascalIsWholeInAPictureOfTheModelsSizeEvenBesideTheWidestShare(String label) {
        Scene scene = Scene.empty(257, 257, "background", label).withEllipse(1, 128, 128, 500, 500);
        LegendLayout layout = layout(scene, 257, 257).orElseThrow();
        assertEquals("100.0%", layout.rows().getFirst().share());
        assertEquals(List.of(label), texts(layout));
        assertTrue(layout.width() <= 129, "The panel is " + layout.width() + " wide");
    }

    @Test
    void aShortLabelIsWholeOrThereIsNoLegendInAPictureOfAnySize() {
        for (int side = 20; side <= 320; side++) {
            Scene scene =
                    Scene.empty(side, side, "background", "person")
                            .withEllipse(1, side / 2.0, side / 2.0, side / 3.0, side / 3.0);
            layout(scene, side, side)
                    .ifPresent(layout -> assertEquals(List.of("person"), texts(layout)));
        }
    }

    @Test
    void aLongListIsCutAndSaysHowManyMoreThereAre() {
        String[] names = IntStream.range(0, 40).mapToObj(i -> "label " + i).toArray(String[]::new);
        Scene scene = Scene.empty(400, 200, names);
        for (int i = 1; i < 40; i++) {
            scene = scene.withEllipse(i, 5 + i * 9.5, 100, 4, 4 + i);
        }
        List<String> texts = texts(layout(scene, 400, 200).orElseThrow());
        assertTrue(texts.size() < 15, texts.toString());
        assertEquals("+" + (39 - texts.size() + 1) + " more", texts.getLast());
        assertEquals(scene.labels().get(1).label().name(), texts.getFirst());
    }

    @Test
    void aVeryLongLabelIsCutSoThatThePanelStaysNarrow() {
        Scene scene =
                Scene.empty(640, 480, "background", "w".repeat(200)).withEllipse(1, 90, 90, 60, 60);
        LegendLayout layout = layout(scene, 640, 480).orElseThrow();
        assertTrue(layout.width() <= 321, "The panel is " + layout.width() + " wide");
        assertTrue(texts(layout).getFirst().endsWith("\u2026"));
    }

    @Test
    void aPictureTooSmallToReadALegendInHasNone() {
        Scene scene = Scene.empty(16, 16, "background", "cat").withEllipse(1, 8, 8, 5, 5);
        assertEquals(Optional.empty(), layout(scene, 16, 16));
    }

    private static Optional<LegendLayout> layout(Scene scene, int width, int height) {
        ClassColors colors = new ClassColors(scene.model().labels());
        return LegendLayout.of(scene.labels(), colors, OutlineFont.legend(), width, height);
    }

    private static List<String> texts(LegendLayout layout) {
        return layout.rows().stream().map(LegendRow::text).toList();
    }
}
