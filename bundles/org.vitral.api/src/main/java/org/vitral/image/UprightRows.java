// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The rows of an image as a person sees them, from top to bottom, as 8-bit sRGB: the same for every
 * format, orientation, stride and kind of memory. What makes pictures of images reads them by this.
 *
 * <pre>{@code
 * UprightRows rows = UprightRows.of(image);
 * byte[] rgb = new byte[rows.width() * 3];
 * for (int y = 0; y < rows.height(); y++) {
 *     rows.readRgb(y, rgb, 0);
 *     // ...
 * }
 * }</pre>
 *
 * <p>Samples of 16 bits are rounded to the nearest of 256 values. YUV becomes red, green and blue
 * as {@link YuvEncoding} says, rounded; a chroma sample counts for all of its two by two pixels:
 * chroma lies in their middle, as JPEG has it, and is not interpolated.
 *
 * <p>Rows are read fastest in ascending order. For one thread at a time; any number of readers may
 * read one image. The image must not be closed before.
 */
@ProviderType
public interface UprightRows {

    /** A reader of an image. */
    static UprightRows of(Image image) {
        return new TurnedRows(image);
    }

    /** The number of columns that a person sees. */
    int width();

    /** The number of rows that a person sees. */
    int height();

    /**
     * The number of bytes a pixel that {@link #read} gives: 1 for grey, 3 for red, green, blue, and
     * 4 where there is a straight alpha behind them.
     */
    int channels();

    /**
     * Reads one row as grey, red-green-blue or red-green-blue-alpha, without gaps.
     *
     * @param y the row, 0 to {@code height() - 1}
     * @param row where to: its first {@code width() * channels()} bytes
     * @throws IndexOutOfBoundsException if there is no such row, or the array is too short
     * @throws IllegalStateException if the image is closed
     */
    void read(int y, byte[] row);

    /**
     * Reads one row as red, green, blue, without gaps. What is transparent is seen on white.
     *
     * @param y the row, 0 to {@code height() - 1}
     * @param rgb where to: {@code width() * 3} bytes
     * @param at the first of these bytes
     * @throws IndexOutOfBoundsException if there is no such row, or the array is too short
     * @throws IllegalStateException if the image is closed
     */
    void readRgb(int y, byte[] rgb, int at);
}
