// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

/**
 * A row of a {@link SoftMask}: the class of each pixel, and where another one reaches into it, that
 * one and its part.
 */
final class SoftRow {

    /** The class of each pixel. */
    final int[] own;

    /** The class that reaches into a pixel; of no meaning where its part is 0. */
    final int[] other;

    /** The part of a pixel that the other class takes: 0 to 0.5. */
    final float[] part;

    SoftRow(int width) {
        own = new int[width];
        other = new int[width];
        part = new float[width];
    }

    /** The first pixel from x on that is not of the same class through and through. */
    int endOfRun(int x) {
        int end = x;
        while (end < own.length && own[end] == own[x] && part[end] == 0) {
            end++;
        }
        return end;
    }
}
