// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.util.Optional;
import org.vitral.bench.FrameSize;
import org.vitral.image.Image;
import org.vitral.image.ImageItem;
import org.vitral.image.PixelFormat;
import org.vitral.image.UprightRows;

/**
 * A decoded frame.
 *
 * @param name what it is called in the report
 * @param rgb its pixels: red, green, blue, row by row without gaps
 * @param photograph where it comes from
 */
record Frame(String name, int width, int height, byte[] rgb, Optional<ImageItem> photograph) {

    private static final int CHANNELS = 3;

    /** A photograph at its own size. */
    static Frame of(String name, Image image, ImageItem photograph) {
        FrameSize own = new FrameSize(image.uprightWidth(), image.uprightHeight());
        return of(name, image, own, Optional.of(photograph));
    }

    /** A picture brought to a size: each pixel is the nearest one of the picture. */
    static Frame of(String name, Image image, FrameSize size, Optional<ImageItem> photograph) {
        UprightRows rows = UprightRows.of(image);
        byte[] row = new byte[rows.width() * CHANNELS];
        byte[] rgb =
                new byte[Math.multiplyExact(Math.multiplyExact(size.width(), size.height()), 3)];
        int read = -1;
        for (int y = 0, at = 0; y < size.height(); y++) {
            int from = (int) ((long) y * rows.height() / size.height());
            if (from != read) {
                rows.readRgb(from, row, 0);
                read = from;
            }
            for (int x = 0; x < size.width(); x++, at += CHANNELS) {
                int pixel = (int) ((long) x * rows.width() / size.width()) * CHANNELS;
                System.arraycopy(row, pixel, rgb, at, CHANNELS);
            }
        }
        return new Frame(name, size.width(), size.height(), rgb, photograph);
    }

    /** The same pixels as an image, which needs no close. */
    Image image() {
        return Image.of(rgb, width, height, PixelFormat.RGB);
    }
}
