// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.png.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;

/**
 * The rows of an image as a person sees them, from top to bottom.
 *
 * <p>Some upright rows at a time are read from the stored frame into a buffer: where the frame lies
 * on its side they are columns of it, and reading one by one would miss the cache at each pixel.
 * For one thread.
 */
final class UprightPixels {

    /** The upright rows that are read at once; fewer where they are very long. */
    private static final int BAND = 32;

    private static final int BAND_BYTES = 1 << 22;

    private final MemorySegment pixels;
    private final Orientation orientation;
    private final PixelFormat format;
    private final int rawWidth;
    private final int rawHeight;
    private final int rowStride;
    private final int width;
    private final int height;
    private final boolean storedAsWritten;
    private final int bandHeight;
    private final byte[] band;

    /** The upright rows [bandStart, bandEnd) are in the band, which starts at a raw pixel. */
    private int bandStart;

    private int bandEnd;
    private int bandRawX;
    private int bandRawY;
    private int bandRawWidth;

    UprightPixels(Image image) {
        pixels = image.pixels();
        orientation = image.orientation();
        format = image.format();
        rawWidth = image.width();
        rawHeight = image.height();
        rowStride = image.rowStride();
        width = image.uprightWidth();
        height = image.uprightHeight();
        storedAsWritten =
                switch (format) {
                    case GRAY, RGB, RGBA -> true;
                    case BGR, BGRA, ABGR -> false;
                };
        int rowBytes = Math.multiplyExact(width, format.bytesPerPixel());
        bandHeight = Math.clamp(BAND_BYTES / rowBytes, 1, Math.min(BAND, height));
        band = new byte[bandHeight * rowBytes];
    }

    /** The bytes a pixel that {@link #read} gives: 1 for grey, 3 for colour, 4 with alpha. */
    int channels() {
        return format.bytesPerPixel();
    }

    /**
     * Reads one row as grey, red-green-blue or red-green-blue-alpha.
     *
     * @param row where to, {@code width * channels()} bytes
     */
    void read(int y, byte[] row) {
        if (y < bandStart || y >= bandEnd) {
            load(y);
        }
        int bytes = format.bytesPerPixel();
        int from = index(0, y);
        int step = width > 1 ? index(1, y) - from : 0;
        int red = format.red();
        int green = format.green();
        int blue = format.blue();
        int alpha = format.alpha();
        if (step == bytes && storedAsWritten) {
            System.arraycopy(band, from, row, 0, width * bytes);
            return;
        }
        for (int x = 0, to = 0; x < width; x++, from += step) {
            row[to++] = band[from + red];
            if (bytes > 1) {
                row[to++] = band[from + green];
                row[to++] = band[from + blue];
            }
            if (alpha >= 0) {
                row[to++] = band[from + alpha];
            }
        }
    }

    private int index(int x, int y) {
        int column = orientation.rawX(x, y, rawWidth) - bandRawX;
        int row = orientation.rawY(x, y, rawHeight) - bandRawY;
        return (row * bandRawWidth + column) * format.bytesPerPixel();
    }

    /** Copies the raw rectangle that is seen as the upright rows from y on. */
    private void load(int y) {
        bandStart = y;
        bandEnd = Math.min(height, y + bandHeight);
        int firstX = orientation.rawX(0, bandStart, rawWidth);
        int firstY = orientation.rawY(0, bandStart, rawHeight);
        int lastX = orientation.rawX(width - 1, bandEnd - 1, rawWidth);
        int lastY = orientation.rawY(width - 1, bandEnd - 1, rawHeight);
        bandRawX = Math.min(firstX, lastX);
        bandRawY = Math.min(firstY, lastY);
        bandRawWidth = Math.abs(lastX - firstX) + 1;
        int bandRawHeight = Math.abs(lastY - firstY) + 1;
        int bytes = format.bytesPerPixel();
        for (int row = 0; row < bandRawHeight; row++) {
            MemorySegment.copy(
                    pixels,
                    JAVA_BYTE,
                    (long) (bandRawY + row) * rowStride + (long) bandRawX * bytes,
                    band,
                    row * bandRawWidth * bytes,
                    bandRawWidth * bytes);
        }
    }
}
