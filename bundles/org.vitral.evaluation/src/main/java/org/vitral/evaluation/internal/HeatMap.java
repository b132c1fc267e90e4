// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitral.evaluation.ConfusionMatrix;
import org.vitral.evaluation.ConfusionRenderer;
import org.vitral.evaluation.EvaluationResult;
import org.vitral.image.Image;
import org.vitral.render.Lettering;

/** Draws a confusion matrix as a heat map, each row by itself, with the names of the classes. */
@Component
public final class HeatMap implements ConfusionRenderer {

    /** The side of the matrix that its cells share, and what a cell may have of it. */
    private static final int MATRIX = 1_000;

    private static final int LEAST_CELL = 4;
    private static final int LARGEST_CELL = 48;

    /** A cell of this side has room for its percentage. */
    private static final int WRITTEN_CELL = 30;

    private static final int MARGIN = 16;
    private static final int GAP = 8;
    private static final int LARGEST_TEXT = 14;
    private static final int WIDEST_NAME = 220;
    private static final int BAR = 160;
    private static final int DARK = 0x22262b;
    private static final int DIM = 0x666c73;
    private static final int NOTHING = 0xeeeeee;
    private static final String ROWS = "truth";
    private static final String COLUMNS = "seen as";
    private static final String SCALE = "0 to 100 % of a row";

    private final Lettering lettering;

    @Activate
    public HeatMap(@Reference Lettering lettering) {
        this.lettering = lettering;
    }

    @Override
    public Image render(EvaluationResult result) {
        ConfusionMatrix confusion = result.confusion();
        int[] shown = IntStream.range(0, confusion.size()).filter(confusion::occurs).toArray();
        int cell = Math.clamp(MATRIX / Math.max(1, shown.length), LEAST_CELL, LARGEST_CELL);
        float size = Math.min(LARGEST_TEXT, 0.9f * cell);
        List<String> names =
                IntStream.of(shown)
                        .mapToObj(label -> fitting(result.labels().get(label).name(), size))
                        .toList();
        float widest = 0;
        for (String name : names) {
            widest = Math.max(widest, lettering.width(name, size));
        }
        int side = cell * shown.length;
        int start = MARGIN + LARGEST_TEXT + GAP + (int) Math.ceil(widest) + GAP;
        int bar = start + side + 2 * GAP;
        int barEnd = start + BAR + GAP + (int) Math.ceil(lettering.width(SCALE, LARGEST_TEXT));
        int width = Math.max(start + side, barEnd) + MARGIN;
        Canvas canvas = new Canvas(width, bar + LARGEST_TEXT + MARGIN, lettering);
        canvas.write(COLUMNS, start, MARGIN + LARGEST_TEXT, LARGEST_TEXT, DIM);
        canvas.writeUpwards(ROWS, MARGIN + LARGEST_TEXT, start + side, LARGEST_TEXT, DIM);
        float below = (cell + lettering.capHeight(size)) / 2;
        for (int i = 0; i < shown.length; i++) {
            int at = start + i * cell;
            String name = names.get(i);
            boolean there = confusion.truthPixels(shown[i]) > 0;
            canvas.write(
                    name,
                    start - GAP - lettering.width(name, size),
                    Math.round(at + below),
                    size,
                    there ? DARK : DIM);
            canvas.writeUpwards(name, Math.round(at + below), start - GAP, size, DARK);
            for (int j = 0; j < shown.length; j++) {
                drawCell(canvas, confusion, shown[i], shown[j], start + j * cell, at, cell);
            }
        }
        drawBar(canvas, start, bar);
        return canvas.image();
    }

    private void drawCell(
            Canvas canvas,
            ConfusionMatrix confusion,
            int truth,
            int predicted,
            int left,
            int top,
            int cell) {
        int line = cell >= 8 ? 1 : 0;
        if (confusion.truthPixels(truth) == 0) {
            canvas.fill(left, top, cell - line, cell - line, NOTHING);
            return;
        }
        long count = confusion.count(truth, predicted);
        double share = (double) count / confusion.truthPixels(truth);
        canvas.fill(left, top, cell - line, cell - line, HeatColor.of(share));
        if (cell >= WRITTEN_CELL && count > 0) {
            String percent = percent(share);
            float size = LARGEST_TEXT - 1;
            canvas.write(
                    percent,
                    left + (cell - lettering.width(percent, size)) / 2,
                    Math.round(top + (cell + lettering.capHeight(size)) / 2),
                    size,
                    share > 0.5 ? 0xffffff : DARK);
        }
    }

    /** In whole percent, which are neither nothing nor all where the share is not. */
    static String percent(double share) {
        if (share < 0.005) {
            return "<1";
        }
        if (share < 1 && share >= 0.995) {
            return ">99";
        }
        return String.format(Locale.ROOT, "%.0f", 100 * share);
    }

    private void drawBar(Canvas canvas, int left, int top) {
        for (int x = 0; x < BAR; x++) {
            canvas.fill(left + x, top, 1, LARGEST_TEXT, HeatColor.of((double) x / (BAR - 1)));
        }
        canvas.write(
                SCALE,
                left + BAR + GAP,
                top + (LARGEST_TEXT + lettering.capHeight(LARGEST_TEXT)) / 2,
                LARGEST_TEXT,
                DIM);
    }

    private String fitting(String name, float size) {
        if (lettering.width(name, size) <= WIDEST_NAME) {
            return name;
        }
        int end = name.length();
        while (end > 0 && lettering.width(name.substring(0, end) + "\u2026", size) > WIDEST_NAME) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end).strip() + "\u2026";
    }
}
