// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.vitral.segmentation.LabelShare;

/**
 * The measures of a legend in pixels, all in proportion to the size of its text.
 *
 * @param size the size of the text
 * @param rows the lines, with texts that fit
 * @param width the width of the panel
 * @param height the height of the panel
 */
record LegendLayout(float size, List<LegendRow> rows, int width, int height) {

    /** The size of the text as a part of the shorter side of the picture, and its least. */
    private static final float SIZE = 0.029f;

    private static final float LEAST_SIZE = 11;

    /** What the panel may take of the picture. */
    private static final float WIDEST = 0.5f;

    private static final float HIGHEST = 0.6f;

    /** A label is cut, but not to less than this many times the size of the text. */
    private static final float LEAST_TEXT = 3.5f;

    private static final String ELLIPSIS = "\u2026";

    float padding() {
        return Math.round(0.75f * size);
    }

    float margin() {
        return Math.round(0.8f * size);
    }

    float rowHeight() {
        return Math.round(1.6f * size);
    }

    float swatch() {
        return Math.round(0.85f * size);
    }

    float swatchGap() {
        return Math.round(0.55f * size);
    }

    float columnGap() {
        return 1.1f * size;
    }

    /** What stays between text and share where a label would be cut otherwise. */
    float leastColumnGap() {
        return 0.5f * size;
    }

    /** Where the text of a line begins, from the left of the panel. */
    float textStart(LegendRow row) {
        return padding() + (row.swatch().isPresent() ? swatch() + swatchGap() : 0);
    }

    /**
     * The legend for a picture of the given size; none where it would cover too much of it to be
     * read.
     */
    static Optional<LegendLayout> of(
            List<LabelShare> found,
            ClassColors colors,
            OutlineFont font,
            int pictureWidth,
            int pictureHeight) {
        return of(
                fitting -> LegendRow.of(found, colors, fitting), font, pictureWidth, pictureHeight);
    }

    /**
     * The legend of lines of any kind; none where there is no room for two of them, or for the only
     * one.
     *
     * @param lines gives the lines, when told how many there is room for: at least 1
     */
    static Optional<LegendLayout> of(
            IntFunction<List<LegendRow>> lines,
            OutlineFont font,
            int pictureWidth,
            int pictureHeight) {
        float size = Math.max(LEAST_SIZE, SIZE * Math.min(pictureWidth, pictureHeight));
        LegendLayout measures = new LegendLayout(size, List.of(), 0, 0);
        int fitting =
                (int)
                        ((HIGHEST * pictureHeight - 2 * measures.padding() + 0.6f * size)
                                / measures.rowHeight());
        if (fitting < 1) {
            return Optional.empty();
        }
        List<LegendRow> rows = lines.apply(fitting);
        if (fitting < Math.min(2, rows.size())) {
            return Optional.empty();
        }
        return measures.fit(rows, font, WIDEST * pictureWidth);
    }

    private Optional<LegendLayout> fit(List<LegendRow> rows, OutlineFont font, float widest) {
        float shares = 0;
        for (LegendRow row : rows) {
            shares = Math.max(shares, font.width(row.share(), size));
        }
        float wanted = 0;
        for (LegendRow row : rows) {
            wanted = Math.max(wanted, textStart(row) + font.width(row.text(), size));
        }
        float gap = Math.clamp(widest - padding() - shares - wanted, leastColumnGap(), columnGap());
        float besideText = padding() + (shares > 0 ? gap + shares : 0);
        float room = Math.min(wanted, widest - besideText);
        if (rows.stream().anyMatch(row -> room - textStart(row) < least(row, font))) {
            return Optional.empty();
        }
        List<LegendRow> cut =
                rows.stream()
                        .map(
                                row ->
                                        new LegendRow(
                                                row.swatch(),
                                                cut(row.text(), room - textStart(row), font),
                                                row.share()))
                        .toList();
        return Optional.of(
                new LegendLayout(
                        size,
                        cut,
                        (int) Math.ceil(room + besideText),
                        (int) (2 * padding() - gapOfRows() + rows.size() * rowHeight())));
    }

    /** What a line is higher than its letters and swatch: no such gap above the first line. */
    float gapOfRows() {
        return rowHeight() - swatch();
    }

    private float least(LegendRow row, OutlineFont font) {
        return Math.min(LEAST_TEXT * size, font.width(row.text(), size)) - 0.01f;
    }

    private String cut(String text, float room, OutlineFont font) {
        if (font.width(text, size) <= room + 0.01f) {
            return text;
        }
        int end = text.length();
        while (end > 0 && font.width(text.substring(0, end) + ELLIPSIS, size) > room) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end).strip() + ELLIPSIS;
    }
}
