// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.MaskRowSink;

/** Writes a mask as an array {@code [H, W]} of unsigned integers of 8 or 16 bits. */
final class NpyMaskWriter implements MaskRowSink {

    private final OutputStream out;
    private int width;
    private int height;
    private int bytesPerPixel;
    private byte[] row;

    NpyMaskWriter(OutputStream out) {
        this.out = out;
    }

    @Override
    public void begin(int columns, int rows, int bytes, ModelDescription model) throws IOException {
        width = columns;
        height = rows;
        bytesPerPixel = bytes;
        row = new byte[Math.multiplyExact(width, bytesPerPixel)];
        out.write(NpyHeader.of(NpyHeader.maskType(bytes), height, width));
    }

    @Override
    public void row(int y, MemorySegment pixels) throws IOException {
        MaskRow.copy(pixels, width, bytesPerPixel, row, 0);
        out.write(row);
        if (y == height - 1) {
            out.flush();
        }
    }
}
