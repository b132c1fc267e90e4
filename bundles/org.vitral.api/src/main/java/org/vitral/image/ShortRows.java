// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** Rows of a packed image of 16 bits a sample, in the order of the channels. */
final class ShortRows implements StoredRows {

    private final Image image;
    private final int channels;
    private short[] row = new short[0];

    ShortRows(Image image) {
        this.image = image;
        PixelFormat format = image.format();
        channels = format.bytesPerPixel() / format.bytesPerSample();
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public void read(int y, int firstPixel, int pixels, byte[] into, int at) {
        int length = pixels * channels;
        if (row.length < length) {
            row = new short[length];
        }
        long start = (long) y * image.rowStride() + (long) firstPixel * channels * Short.BYTES;
        MemorySegment.copy(image.pixels(), JAVA_SHORT_UNALIGNED, start, row, 0, length);
        for (int i = 0; i < length; i++) {
            into[at + i] = toByte(row[i] & 0xffff);
        }
    }

    /** The nearest of 256 values: 255 of them for 65,535. */
    private static byte toByte(int sample) {
        return (byte) ((sample + 128) / 257);
    }
}
