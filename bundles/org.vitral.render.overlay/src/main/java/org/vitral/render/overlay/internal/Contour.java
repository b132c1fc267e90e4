// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import org.vitral.image.Region;
import org.vitral.segmentation.CategoryMask;

/**
 * A fine light line where classes meet.
 *
 * <p>A round brush with a soft rim is put on the middle of every side between two pixels of
 * different classes. The strongest touch counts, so that the steps of the mask melt into one even
 * line.
 */
final class Contour {

    private static final Paint LINE = new Paint(0xffffff, 0.85f);

    private final float radius;
    private final int reach;
    private final byte[] besideBrush;
    private final byte[] belowBrush;

    /** A line of the given thickness in pixels. */
    Contour(float thickness) {
        radius = thickness / 2;
        reach = (int) Math.ceil(radius + 0.5f);
        besideBrush = brush(1, 0.5f);
        belowBrush = brush(0.5f, 1);
    }

    /** Draws the lines of the mask within its region of the picture. */
    void paint(Picture picture, CategoryMask mask, Region region) {
        int width = mask.width();
        int height = mask.height();
        byte[] line = new byte[width * height];
        MaskRows rows = new MaskRows(mask);
        int[] row = new int[width];
        int[] next = new int[width];
        rows.read(0, row);
        for (int y = 0; y < height; y++) {
            boolean last = y == height - 1;
            if (!last) {
                rows.read(y + 1, next);
            }
            for (int x = 0; x < width; x++) {
                if (x < width - 1 && row[x] != row[x + 1]) {
                    touch(line, width, height, x, y, besideBrush);
                }
                if (!last && row[x] != next[x]) {
                    touch(line, width, height, x, y, belowBrush);
                }
            }
            int[] done = row;
            row = next;
            next = done;
        }
        paint(picture, line, width, region);
    }

    private static void paint(Picture picture, byte[] line, int width, Region region) {
        for (int at = 0, y = region.y(); at < line.length; y++) {
            for (int x = region.x(); x < region.x() + width; x++, at++) {
                if (line[at] != 0) {
                    float opacity = (line[at] & 0xff) / 255f * LINE.opacity();
                    picture.blend(x, y, LINE.rgb(), opacity);
                }
            }
        }
    }

    private void touch(byte[] line, int width, int height, int x, int y, byte[] brush) {
        int side = 2 * reach + 1;
        int left = Math.max(0, x - reach);
        int right = Math.min(width - 1, x + reach);
        int bottom = Math.min(height - 1, y + reach);
        for (int row = Math.max(0, y - reach); row <= bottom; row++) {
            int from = (row - y + reach) * side - x + reach;
            for (int column = left; column <= right; column++) {
                byte touched = brush[from + column];
                int at = row * width + column;
                if ((touched & 0xff) > (line[at] & 0xff)) {
                    line[at] = touched;
                }
            }
        }
    }

    /** A disc around a place in the middle pixel, as opacities of 0 to 255. */
    private byte[] brush(float centerX, float centerY) {
        int side = 2 * reach + 1;
        byte[] brush = new byte[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double distance =
                        Math.hypot(x - reach + 0.5f - centerX, y - reach + 0.5f - centerY);
                double covered = Math.clamp(radius + 0.5 - distance, 0.0, 1.0);
                brush[y * side + x] = (byte) Math.round(255 * covered);
            }
        }
        return brush;
    }
}
