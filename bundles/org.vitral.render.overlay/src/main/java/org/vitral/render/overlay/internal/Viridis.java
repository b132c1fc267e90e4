// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

/**
 * The colour map viridis (van der Walt and Smith, 2015, given to the public domain): from dark blue
 * to yellow in steps that look alike, also in grey and to people who are colour-blind.
 */
final class Viridis {

    private static final int[] STEPS = {
        0x440154, 0x481a6c, 0x472f7d, 0x414487, 0x39568c, 0x31688e, 0x2a788e, 0x23888e,
        0x1f988b, 0x22a884, 0x35b779, 0x54c568, 0x7ad151, 0xa5db36, 0xd2e21b, 0xfde725
    };

    private Viridis() {}

    /** The colour of a value from 0 to 1, {@code 0xRRGGBB}. */
    static int rgb(float value) {
        float at = Math.clamp(value, 0, 1) * (STEPS.length - 1);
        int step = Math.min((int) at, STEPS.length - 2);
        float part = at - step;
        return mix(16, step, part) | mix(8, step, part) | mix(0, step, part);
    }

    private static int mix(int shift, int step, float part) {
        int from = STEPS[step] >> shift & 0xff;
        int to = STEPS[step + 1] >> shift & 0xff;
        return Math.round(from + (to - from) * part) << shift;
    }
}
