// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import org.vitral.image.ImageRows;
import org.vitral.image.PixelFormat;

/** The rows of an upright picture in an array, or of one that is black and in no memory. */
final class MemoryRows implements ImageRows {

    private final byte[] pixels;
    private final int width;
    private final int height;
    private final PixelFormat format;
    private int next;

    MemoryRows(byte[] pixels, int width, int height, PixelFormat format) {
        this.pixels = pixels;
        this.width = width;
        this.height = height;
        this.format = format;
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
    public PixelFormat format() {
        return format;
    }

    @Override
    public void read(int rows, MemorySegment into) {
        if (rows < 1 || next + rows > height) {
            throw new IllegalArgumentException(rows + " rows at " + next);
        }
        long rowBytes = (long) width * format.bytesPerPixel();
        if (pixels == null) {
            into.asSlice(0, rows * rowBytes).fill((byte) 0);
        } else {
            MemorySegment.copy(
                    MemorySegment.ofArray(pixels), next * rowBytes, into, 0, rows * rowBytes);
        }
        next += rows;
    }

    @Override
    public void close() {}
}
