// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

/**
 * The colour map of PASCAL VOC, in which class 0 is black: bit {@code 3k} of the class goes to bit
 * {@code 7 - k} of red, bit {@code 3k + 1} to that of green, bit {@code 3k + 2} to that of blue. As
 * in {@code VOClabelcolormap.m} of the VOC development kit.
 */
final class VocPalette {
    private VocPalette() {}

    /** The colour of a class as {@code 0xRRGGBB}; it repeats after 256 classes. */
    static int rgb(int index) {
        int red = 0;
        int green = 0;
        int blue = 0;
        int rest = index & 0xff;
        for (int bit = 7; bit >= 0; bit--, rest >>= 3) {
            red |= (rest & 1) << bit;
            green |= (rest >> 1 & 1) << bit;
            blue |= (rest >> 2 & 1) << bit;
        }
        return red << 16 | green << 8 | blue;
    }
}
