// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.List;
import org.vitral.image.Region;
import org.vitral.segmentation.CategoryMask;

/** The panel that says which colour is what, and how much of the picture it takes. */
final class Legend {

    private static final Paint PANEL = new Paint(0x101318, 0.74f);
    private static final Paint RIM = new Paint(0xffffff, 0.45f);
    private static final Paint TEXT = new Paint(0xffffff, 0.96f);
    private static final Paint DIM = new Paint(0xffffff, 0.72f);

    private static final long HIDDEN_NAME = Integer.MAX_VALUE;

    private final OutlineFont font;
    private final LegendLayout layout;

    Legend(OutlineFont font, LegendLayout layout) {
        this.font = font;
        this.layout = layout;
    }

    /**
     * Draws the legend in the corner where it hides the least of what was found, and no name.
     *
     * @param names where names are written
     */
    void paint(
            Picture picture,
            CategoryMask mask,
            Region region,
            ClassColors colors,
            List<Region> names) {
        Region panel = bestCorner(picture, mask, region, colors, names);
        float radius = 0.6f * layout.size();
        picture.fillRounded(panel.x(), panel.y(), panel.width(), panel.height(), radius, PANEL);
        float y = panel.y() + layout.padding();
        for (LegendRow row : layout.rows()) {
            paint(picture, row, panel, y);
            y += layout.rowHeight();
        }
    }

    private void paint(Picture picture, LegendRow row, Region panel, float top) {
        float size = layout.size();
        float side = layout.swatch();
        float left = panel.x() + layout.padding();
        if (row.swatch().isPresent()) {
            float rim = Math.max(1, 0.06f * size);
            float round = 0.25f * side;
            picture.fillRounded(left, top, side, side, round, RIM);
            picture.fillRounded(
                    left + rim,
                    top + rim,
                    side - 2 * rim,
                    side - 2 * rim,
                    Math.max(0, round - rim),
                    new Paint(row.swatch().getAsInt(), 1));
        }
        // Capitals stand in the middle of the swatch, on a whole row so that they are crisp.
        float baseline = Math.round(top + (side + font.capHeight() * size) / 2);
        font.draw(
                picture,
                row.text(),
                panel.x() + layout.textStart(row),
                baseline,
                size,
                row.swatch().isPresent() ? TEXT : DIM);
        float right = panel.x() + panel.width() - layout.padding();
        font.draw(picture, row.share(), right - font.width(row.share(), size), baseline, size, DIM);
    }

    private Region bestCorner(
            Picture picture,
            CategoryMask mask,
            Region region,
            ClassColors colors,
            List<Region> names) {
        int margin = (int) layout.margin();
        int right = picture.width - margin - layout.width();
        int bottom = picture.height - margin - layout.height();
        List<Region> corners =
                List.of(
                        corner(margin, bottom),
                        corner(right, bottom),
                        corner(margin, margin),
                        corner(right, margin));
        Region best = null;
        long fewest = Long.MAX_VALUE;
        for (Region corner : corners) {
            long hidden = found(mask, region, corner, colors);
            for (Region name : names) {
                // A name under the legend is worse than any number of hidden pixels.
                hidden += NamePlates.overlap(name, corner) ? HIDDEN_NAME : 0;
            }
            if (hidden < fewest) {
                fewest = hidden;
                best = corner;
            }
        }
        return best;
    }

    private Region corner(int x, int y) {
        return new Region(Math.max(0, x), Math.max(0, y), layout.width(), layout.height());
    }

    /** How many pixels of the panel are not background. */
    private static long found(CategoryMask mask, Region region, Region panel, ClassColors colors) {
        int left = Math.max(panel.x() - region.x(), 0);
        int right = Math.min(panel.x() + panel.width() - region.x(), mask.width());
        int top = Math.max(panel.y() - region.y(), 0);
        int bottom = Math.min(panel.y() + panel.height() - region.y(), mask.height());
        int count = right - left;
        if (count <= 0) {
            return 0;
        }
        MaskRows rows = new MaskRows(mask);
        int[] row = new int[count];
        long found = 0;
        for (int y = top; y < bottom; y++) {
            rows.read(left, y, count, row);
            for (int index : row) {
                if (!colors.isBackground(index)) {
                    found++;
                }
            }
        }
        return found;
    }
}
