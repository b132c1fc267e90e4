// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import org.vitral.image.Region;
import org.vitral.segmentation.CategoryMask;

/** The translucent colours over the classes that were found. */
final class Tint {

    private static final int ONE = 256;

    private final ClassColors colors;
    private final int opacity;

    Tint(ClassColors colors, float opacity) {
        this.colors = colors;
        this.opacity = Math.round(opacity * ONE);
    }

    /** Paints the mask over its region of the picture. */
    void paint(Picture picture, CategoryMask mask, Region region) {
        MaskRows rows = new MaskRows(mask);
        int[] row = new int[mask.width()];
        for (int y = 0; y < mask.height(); y++) {
            rows.read(y, row);
            int at = ((region.y() + y) * picture.width + region.x()) * 3;
            for (int x = 0; x < row.length; ) {
                int end = endOfRun(row, x);
                if (!colors.isBackground(row[x])) {
                    paint(picture.rgb, at + 3 * x, at + 3 * end, colors.rgb(row[x]));
                }
                x = end;
            }
        }
    }

    private static int endOfRun(int[] row, int x) {
        int end = x + 1;
        while (end < row.length && row[end] == row[x]) {
            end++;
        }
        return end;
    }

    private void paint(byte[] rgb, int from, int to, int color) {
        int rest = ONE - opacity;
        int red = (color >> 16) * opacity + ONE / 2;
        int green = (color >> 8 & 0xff) * opacity + ONE / 2;
        int blue = (color & 0xff) * opacity + ONE / 2;
        for (int i = from; i < to; i += 3) {
            rgb[i] = (byte) (((rgb[i] & 0xff) * rest + red) >> 8);
            rgb[i + 1] = (byte) (((rgb[i + 1] & 0xff) * rest + green) >> 8);
            rgb[i + 2] = (byte) (((rgb[i + 2] & 0xff) * rest + blue) >> 8);
        }
    }
}
