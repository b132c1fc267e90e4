// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

/**
 * The colours of what was cut out where the edge runs through a pixel. Such a pixel shows the old
 * background, too, and would bring a rim of it to wherever it is put: it takes the mean colour of
 * what is wholly inside nearby instead.
 */
final class EdgeColors {

    /** From here on a pixel is taken as wholly inside. */
    private static final int INSIDE = 250;

    /** How far the colours of the inside reach beyond its edge, in widths of that edge. */
    private static final double REACH = 2;

    private static final double LEAST_REACH = 3;

    private final Picture picture;
    private final Matte matte;
    private final BlurredPart inside;
    private final int[] row;

    EdgeColors(Picture picture, Matte matte, double feather) {
        this.picture = picture;
        this.matte = matte;
        inside = new BlurredPart(picture, matte, true, Math.max(LEAST_REACH, REACH * feather));
        row = new int[picture.width];
    }

    /** The colours of a row of what was cut out, {@code 0xRRGGBB}. */
    void read(int y, int[] colors) {
        inside.read(y, row);
        for (int x = 0, at = y * picture.width; x < colors.length; x++, at++) {
            int alpha = matte.at(at);
            int own = picture.get(at);
            // A pixel itself counts for as much as it belongs to what is cut out.
            float part = (float) alpha * alpha / (INSIDE * INSIDE);
            colors[x] = alpha == 0 || alpha >= INSIDE ? own : mix(row[x], own, part);
        }
    }

    private static int mix(int one, int other, float part) {
        return mix(one, other, part, 16) | mix(one, other, part, 8) | mix(one, other, part, 0);
    }

    private static int mix(int one, int other, float part, int shift) {
        int from = one >> shift & 0xff;
        return Math.round(from + ((other >> shift & 0xff) - from) * part) << shift;
    }
}
