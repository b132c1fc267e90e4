// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.vitral.evaluation.EvaluationResult;
import org.vitral.image.Image;
import org.vitral.model.Label;
import org.vitral.render.Lettering;

class HeatMapTest {

    /** Notes what is written and leaves a dot of its colour where it starts. */
    private static final class Notes implements Lettering {

        final List<String> written = new ArrayList<>();

        @Override
        public float width(String text, float size) {
            return text.length() * size / 2;
        }

        @Override
        public float capHeight(float size) {
            return 0.7f * size;
        }

        @Override
        public void write(
                byte[] rgb,
                int width,
                int height,
                String text,
                float x,
                float baseline,
                float size,
                int color) {
            assertTrue(x >= 0 && x + width(text, size) <= width, text + " leaves the picture");
            written.add(text);
        }
    }

    private final Notes notes = new Notes();

    private static EvaluationResult result(int classes, int[] truth, int[] seen) {
        StreamedEvaluation evaluation =
                new StreamedEvaluation(Masks.labels(classes), OptionalInt.empty());
        evaluation.add(Masks.truth(truth.length, truth), Masks.mask(seen.length, seen));
        return evaluation.result();
    }

    private static long count(Image image, int rgb) {
        byte[] pixels = image.pixels().toArray(JAVA_BYTE);
        long count = 0;
        for (int i = 0; i < pixels.length; i += 3) {
            int color =
                    (pixels[i] & 0xff) << 16 | (pixels[i + 1] & 0xff) << 8 | pixels[i + 2] & 0xff;
            count += color == rgb ? 1 : 0;
        }
        return count;
    }

    @Test
    void onlyClassesThatOccurHaveARowAndAColumn() {
        EvaluationResult result = result(9, new int[] {1, 1, 4, 4}, new int[] {1, 1, 1, 4});
        try (Image image = new HeatMap(notes).render(result)) {
            assertEquals(2, notes.written.stream().filter("b"::equals).count());
            assertEquals(2, notes.written.stream().filter("e"::equals).count());
            assertEquals(0, notes.written.stream().filter("a"::equals).count());
            assertEquals(1, notes.written.stream().filter("100"::equals).count());
            assertEquals(2, notes.written.stream().filter("50"::equals).count());
            // A cell is 48 pixels with a line of one between two; half is the middle of the scale.
            assertEquals(2 * 47 * 47, count(image, HeatColor.of(0.5)), 2);
        }
    }

    @Test
    void aClassThatWasOnlySeenHasAnEmptyRow() {
        EvaluationResult result = result(2, new int[] {0, 0}, new int[] {0, 1});
        try (Image image = new HeatMap(notes).render(result)) {
            assertEquals(2 * 47 * 47, count(image, 0xeeeeee));
        }
    }

    @Test
    void noPixelsAtAllGiveAPictureWithoutCells() {
        EvaluationResult result =
                new StreamedEvaluation(Masks.labels(3), OptionalInt.empty()).result();
        try (Image image = new HeatMap(notes).render(result)) {
            assertTrue(image.width() > 0 && image.height() > 0);
        }
    }

    @Test
    void manyClassesAndLongNamesStayInThePicture() {
        List<Label> labels = new ArrayList<>();
        int[] all = new int[300];
        for (int i = 0; i < all.length; i++) {
            labels.add(new Label(i, "a class with a very long name, number " + i, i));
            all[i] = i;
        }
        StreamedEvaluation evaluation = new StreamedEvaluation(labels, OptionalInt.empty());
        evaluation.add(Masks.truth(300, all), Masks.wideMask(300, all));
        try (Image image = new HeatMap(notes).render(evaluation.result())) {
            assertTrue(image.width() >= 1200, "" + image.width());
        }
    }

    @Test
    void percentagesAreNeitherNothingNorAllWhereTheShareIsNot() {
        assertEquals("<1", HeatMap.percent(0.0001));
        assertEquals(">99", HeatMap.percent(0.9999));
        assertEquals("100", HeatMap.percent(1));
        assertEquals("43", HeatMap.percent(0.43));
    }

    @Test
    void theScaleGoesFromLightToDark() {
        int last = 3 * 256;
        for (int i = 0; i <= 20; i++) {
            int color = HeatColor.of(i / 20.0);
            int sum = (color >> 16) + (color >> 8 & 0xff) + (color & 0xff);
            assertTrue(sum < last, "at " + i);
            last = sum;
        }
    }
}
