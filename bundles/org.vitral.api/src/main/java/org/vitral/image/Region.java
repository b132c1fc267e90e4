// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

/**
 * A rectangle of whole pixels in the upright frame of an image.
 *
 * @param x the leftmost column, from 0
 * @param y the topmost row, from 0
 * @param width the number of columns, at least 1
 * @param height the number of rows, at least 1
 */
public record Region(int x, int y, int width, int height) {
    public Region {
        if (x < 0 || y < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A region starts at 0 or later and has at least one pixel, but this is "
                            + width
                            + " x "
                            + height
                            + " at ("
                            + x
                            + ", "
                            + y
                            + ")");
        }
    }

    /** Whether this lies whole in a frame of the given size. */
    public boolean isWithin(int frameWidth, int frameHeight) {
        return x <= frameWidth - width && y <= frameHeight - height;
    }
}
