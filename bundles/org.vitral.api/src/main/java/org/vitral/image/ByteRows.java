// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/** Rows of a packed image of 8 bits a sample. */
final class ByteRows implements StoredRows {

    private final Image image;
    private final int channels;
    private final int[] offsets;
    private final boolean asWritten;
    private byte[] row = new byte[0];

    ByteRows(Image image) {
        this.image = image;
        PixelFormat format = image.format();
        channels = format.bytesPerPixel();
        offsets = new int[] {format.red(), format.green(), format.blue(), format.alpha()};
        boolean same = true;
        for (int c = 0; c < channels; c++) {
            same &= offsets[c] == c;
        }
        asWritten = same;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public void read(int y, int firstPixel, int pixels, byte[] into, int at) {
        MemorySegment memory = image.pixels();
        long start = (long) y * image.rowStride() + (long) firstPixel * channels;
        int length = pixels * channels;
        if (asWritten) {
            MemorySegment.copy(memory, JAVA_BYTE, start, into, at, length);
            return;
        }
        if (row.length < length) {
            row = new byte[length];
        }
        MemorySegment.copy(memory, JAVA_BYTE, start, row, 0, length);
        int red = offsets[0];
        int green = offsets[1];
        int blue = offsets[2];
        int alpha = offsets[3];
        for (int from = 0, to = at; from < length; from += channels, to += channels) {
            into[to] = row[from + red];
            into[to + 1] = row[from + green];
            into[to + 2] = row[from + blue];
            if (alpha >= 0) {
                into[to + 3] = row[from + alpha];
            }
        }
    }
}
