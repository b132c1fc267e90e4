// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import java.util.Objects;

/**
 * Turns rows as stored into rows as seen.
 *
 * <p>Where they run in the same direction they are the same. Else some upright rows at a time are
 * read from the stored frame into a band: where the frame lies on its side they are columns of it,
 * and reading one by one would miss the cache at each pixel.
 */
final class TurnedRows implements UprightRows {

    /** The upright rows that are read at once; fewer where they are very long. */
    private static final int BAND = 32;

    private static final int BAND_BYTES = 1 << 22;

    private static final int RGB = 3;
    private static final int OPAQUE = 255;

    private final StoredRows stored;
    private final Orientation orientation;
    private final int rawWidth;
    private final int rawHeight;
    private final int width;
    private final int height;
    private final int channels;
    private final boolean sameDirection;
    private final int bandHeight;
    private byte[] band;
    private byte[] row;

    /** The upright rows [bandStart, bandEnd) are in the band, which starts at a raw pixel. */
    private int bandStart;

    private int bandEnd;
    private int bandRawX;
    private int bandRawY;
    private int bandRawWidth;

    TurnedRows(Image image) {
        stored = StoredRows.of(image);
        channels = stored.channels();
        orientation = image.orientation();
        rawWidth = image.width();
        rawHeight = image.height();
        width = image.uprightWidth();
        height = image.uprightHeight();
        sameDirection = orientation == Orientation.UPRIGHT || orientation == Orientation.FLIPPED;
        int rowBytes = Math.multiplyExact(width, channels);
        bandHeight = Math.clamp(BAND_BYTES / rowBytes, 1, Math.min(BAND, height));
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public void read(int y, byte[] into) {
        read(y, into, 0);
    }

    @Override
    public void readRgb(int y, byte[] rgb, int at) {
        Objects.checkFromIndexSize(at, width * RGB, rgb.length);
        if (channels == RGB) {
            read(y, rgb, at);
            return;
        }
        if (row == null) {
            row = new byte[width * channels];
        }
        read(y, row, 0);
        for (int x = 0, from = 0, to = at; x < width; x++, from += channels, to += RGB) {
            int opacity = channels == 1 ? OPAQUE : row[from + RGB] & 0xff;
            for (int c = 0; c < RGB; c++) {
                byte value = row[channels == 1 ? from : from + c];
                rgb[to + c] = opacity == OPAQUE ? value : onWhite(value, opacity);
            }
        }
    }

    private static byte onWhite(byte value, int opacity) {
        return (byte) (OPAQUE - ((OPAQUE - (value & 0xff)) * opacity + OPAQUE / 2) / OPAQUE);
    }

    private void read(int y, byte[] into, int at) {
        Objects.checkIndex(y, height);
        Objects.checkFromIndexSize(at, width * channels, into.length);
        if (sameDirection) {
            stored.read(orientation.rawY(0, y, rawHeight), 0, width, into, at);
            return;
        }
        if (y < bandStart || y >= bandEnd) {
            load(y);
        }
        int from = index(0, y);
        int step = width > 1 ? index(1, y) - from : 0;
        for (int x = 0, to = at; x < width; x++, from += step) {
            for (int c = 0; c < channels; c++) {
                into[to++] = band[from + c];
            }
        }
    }

    private int index(int x, int y) {
        int column = orientation.rawX(x, y, rawWidth) - bandRawX;
        int line = orientation.rawY(x, y, rawHeight) - bandRawY;
        return (line * bandRawWidth + column) * channels;
    }

    /** Reads the raw rectangle that is seen as the upright rows from y on. */
    private void load(int y) {
        if (band == null) {
            band = new byte[bandHeight * width * channels];
        }
        int end = Math.min(height, y + bandHeight);
        int firstX = orientation.rawX(0, y, rawWidth);
        int firstY = orientation.rawY(0, y, rawHeight);
        int lastX = orientation.rawX(width - 1, end - 1, rawWidth);
        int lastY = orientation.rawY(width - 1, end - 1, rawHeight);
        bandRawX = Math.min(firstX, lastX);
        bandRawY = Math.min(firstY, lastY);
        bandRawWidth = Math.abs(lastX - firstX) + 1;
        int bandRawHeight = Math.abs(lastY - firstY) + 1;
        for (int line = 0; line < bandRawHeight; line++) {
            stored.read(
                    bandRawY + line, bandRawX, bandRawWidth, band, line * bandRawWidth * channels);
        }
        bandStart = y;
        bandEnd = end;
    }
}
