// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

/** The weights with which red, green and blue make luma. */
public enum ColorMatrix {
    /**
     * Rec. ITU-R BT.601-7, 2.5.1: standard definition video, JPEG, and what most cameras of phones
     * and computers give.
     */
    BT601(0.299, 0.114),
    /** Rec. ITU-R BT.709-6, 3.2: high definition video. */
    BT709(0.2126, 0.0722),
    /** Rec. ITU-R BT.2020-2, table 4, with non-constant luminance: ultra high definition video. */
    BT2020(0.2627, 0.0593);

    private final double red;
    private final double blue;

    ColorMatrix(double red, double blue) {
        this.red = red;
        this.blue = blue;
    }

    /** The part of red in luma, which the standards call Kr. */
    public double red() {
        return red;
    }

    /** The part of green in luma: what red and blue leave of 1. */
    public double green() {
        return 1 - red - blue;
    }

    /** The part of blue in luma, which the standards call Kb. */
    public double blue() {
        return blue;
    }
}
