// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation;

import java.util.Objects;

/** The class of every pixel of a photograph as a person saw it. Immutable. */
public final class TruthMask {

    private final int width;
    private final int height;
    private final char[] pixels;

    /**
     * A mask over an array, which must not change any more.
     *
     * @param pixels the indices of the classes, row by row
     * @throws IllegalArgumentException if there are not {@code width * height} pixels
     */
    public TruthMask(int width, int height, char[] pixels) {
        if (width < 1 || height < 1 || (long) width * height != pixels.length) {
            throw new IllegalArgumentException(
                    "A truth of %d x %d cannot have %d pixels"
                            .formatted(width, height, pixels.length));
        }
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    /** The number of columns. */
    public int width() {
        return width;
    }

    /** The number of rows. */
    public int height() {
        return height;
    }

    /**
     * The index of the class of one pixel.
     *
     * @throws IndexOutOfBoundsException if there is no such pixel
     */
    public int label(int x, int y) {
        Objects.checkIndex(x, width);
        Objects.checkIndex(y, height);
        return pixels[y * width + x];
    }
}
