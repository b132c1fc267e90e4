// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.Arrays;

/**
 * How much of each pixel of a photograph belongs to the chosen classes: 0, nothing, to 255, all.
 * The edges are those of the scores, one pixel soft; feathering makes them wider to both sides.
 */
final class Matte {

    static final int ALL = 255;

    final int width;
    final int height;
    final byte[] alpha;

    private Matte(int width, int height, byte[] alpha) {
        this.width = width;
        this.height = height;
        this.alpha = alpha;
    }

    /**
     * The matte of a photograph; outside of the region that was looked at is nothing.
     *
     * @param feather how far the edges are blurred, in pixels
     */
    static Matte of(Scenery scenery, ClassChoice classes, int width, int height, double feather) {
        byte[] alpha = new byte[width * height];
        SoftMask mask = scenery.soft();
        SoftRow row = new SoftRow(mask.width);
        for (int y = 0; y < mask.height; y++) {
            mask.read(y, row);
            int at = (scenery.region().y() + y) * width + scenery.region().x();
            for (int x = 0; x < mask.width; ) {
                int end = Math.max(x + 1, row.endOfRun(x));
                Arrays.fill(alpha, at + x, at + end, alpha(row, x, classes));
                x = end;
            }
        }
        Matte sharp = new Matte(width, height, alpha);
        if (feather > 0) {
            BoxBlur.feather(alpha, width, height, feather);
        }
        return sharp;
    }

    private static byte alpha(SoftRow row, int x, ClassChoice classes) {
        float own = classes.contains(row.own[x]) ? 1 - row.part[x] : 0;
        float other = row.part[x] > 0 && classes.contains(row.other[x]) ? row.part[x] : 0;
        return (byte) Math.round(ALL * (own + other));
    }

    /** The alpha of a pixel, 0 to 255. */
    int at(int index) {
        return alpha[index] & 0xff;
    }
}
