// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

/** The colour of a part of a whole: from nearly white over blue to nearly black. */
final class HeatColor {

    private static final int[] STOPS = {0xf4f7fb, 0xc6dbef, 0x6baed6, 0x2171b5, 0x08306b};

    private HeatColor() {}

    /** The colour of a part, 0 to 1, as {@code 0xRRGGBB}. */
    static int of(double part) {
        double place = Math.clamp(part, 0, 1) * (STOPS.length - 1);
        int below = Math.min((int) place, STOPS.length - 2);
        double weight = place - below;
        int color = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = STOPS[below] >> shift & 0xff;
            int to = STOPS[below + 1] >> shift & 0xff;
            color |= (int) Math.round(from + weight * (to - from)) << shift;
        }
        return color;
    }
}
