// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import org.vitral.image.Image;
import org.vitral.image.PixelFormat;

/**
 * Blends some rows of an image into one, still as wide as they are. What comes out are sums of
 * products, of values that are centred at 0: {@link #zero()} stands for black. For one thread at a
 * time; what it needs is kept from call to call.
 */
abstract class RowBlender {

    /** So many pixels of a row at a time fit a core's own cache, with all that is made of them. */
    static final int BLOCK = 8192;

    /** A blender for images of a format. */
    static RowBlender of(PixelFormat format) {
        if (format.isYuv()) {
            return new YuvBlender(format);
        }
        return format.bytesPerSample() == 1 ? new ByteBlender(format) : new ShortBlender(format);
    }

    /** The number that black is, where white is 255 more. */
    abstract float zero();

    /** The numbers from one pixel to the next. */
    abstract int step();

    /** Where the first red number is in a blended row of so many pixels. */
    abstract int red(int pixels);

    /** Where the first green number is in a blended row of so many pixels. */
    abstract int green(int pixels);

    /** Where the first blue number is in a blended row of so many pixels. */
    abstract int blue(int pixels);

    /** The numbers of a blended row of so many pixels. */
    abstract int length(int pixels);

    /** Takes an image of the format, whose rows are blended from now on. */
    abstract void begin(Image image);

    /** Lets go of the image. */
    abstract void end();

    /** How many pixels of a row are looked at together. */
    static int block(Image image) {
        return Math.min(BLOCK, image.width());
    }

    /**
     * Blends rows that follow each other.
     *
     * @param row the first of them
     * @param weights the weight of each, from {@code weight} on
     * @param count how many there are
     * @param firstPixel the first pixel of a row that takes part
     * @param pixels how many do
     */
    abstract void blend(
            int row,
            float[] weights,
            int weight,
            int count,
            int firstPixel,
            int pixels,
            float[] blended);
}
