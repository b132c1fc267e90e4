// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import org.vitral.image.Region;

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
    void paint(Picture picture, SoftMask mask, Region region) {
        SoftRow row = new SoftRow(mask.width);
        for (int y = 0; y < mask.height; y++) {
            mask.read(y, row);
            int at = ((region.y() + y) * picture.width + region.x()) * Picture.BYTES;
            for (int x = 0; x < mask.width; ) {
                int end = row.endOfRun(x);
                if (end == x) {
                    paintEdge(picture.rgb, at + Picture.BYTES * x, row, x);
                    x++;
                    continue;
                }
                if (!colors.isBackground(row.own[x])) {
                    paint(
                            picture.rgb,
                            at + Picture.BYTES * x,
                            at + Picture.BYTES * end,
                            colors.rgb(row.own[x]));
                }
                x = end;
            }
        }
    }

    private void paint(byte[] rgb, int from, int to, int color) {
        int rest = ONE - opacity;
        int red = (color >> 16) * opacity + ONE / 2;
        int green = (color >> 8 & 0xff) * opacity + ONE / 2;
        int blue = (color & 0xff) * opacity + ONE / 2;
        for (int i = from; i < to; i += Picture.BYTES) {
            rgb[i] = (byte) (((rgb[i] & 0xff) * rest + red) >> 8);
            rgb[i + 1] = (byte) (((rgb[i + 1] & 0xff) * rest + green) >> 8);
            rgb[i + 2] = (byte) (((rgb[i + 2] & 0xff) * rest + blue) >> 8);
        }
    }

    /** A pixel that two classes share has some of both colours. */
    private void paintEdge(byte[] rgb, int at, SoftRow row, int x) {
        int other = Math.round(opacity * row.part[x]);
        int own = opacity - other;
        int ownColor = colors.rgb(row.own[x]);
        int otherColor = colors.rgb(row.other[x]);
        own = colors.isBackground(row.own[x]) ? 0 : own;
        other = colors.isBackground(row.other[x]) ? 0 : other;
        int rest = ONE - own - other;
        for (int channel = 0; channel < Picture.BYTES; channel++) {
            int shift = 16 - 8 * channel;
            int sum =
                    (rgb[at + channel] & 0xff) * rest
                            + (ownColor >> shift & 0xff) * own
                            + (otherColor >> shift & 0xff) * other;
            rgb[at + channel] = (byte) (sum + ONE / 2 >> 8);
        }
    }
}
