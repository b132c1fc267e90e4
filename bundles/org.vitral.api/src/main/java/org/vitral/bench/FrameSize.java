// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

/**
 * The size of a frame in pixels.
 *
 * @param width the number of columns, at least 1
 * @param height the number of rows, at least 1
 */
public record FrameSize(int width, int height) {
    public FrameSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A frame has at least one pixel, but this is %d x %d".formatted(width, height));
        }
    }

    /** As {@code 640x480}. */
    @Override
    public String toString() {
        return width + "x" + height;
    }
}
