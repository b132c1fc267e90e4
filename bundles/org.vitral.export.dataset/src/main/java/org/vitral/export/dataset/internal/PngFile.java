// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import ar.com.hjg.pngj.FilterType;
import ar.com.hjg.pngj.IImageLine;
import ar.com.hjg.pngj.ImageInfo;
import ar.com.hjg.pngj.ImageLineByte;
import ar.com.hjg.pngj.PngWriter;
import ar.com.hjg.pngj.PngjException;
import ar.com.hjg.pngj.chunks.PngChunkPLTE;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.IntUnaryOperator;

/** PNG files whose rows are made one after the other: of bytes, with a palette or without. */
final class PngFile {

    private static final int LEVEL = 6;

    /** What makes a row. */
    @FunctionalInterface
    interface Rows {
        void read(int y, byte[] row);
    }

    private PngFile() {}

    /** One byte a pixel, the number of a colour in a palette of 256. */
    static void writeIndexed(
            OutputStream out, int width, int height, IntUnaryOperator palette, Rows rows)
            throws IOException {
        ImageInfo info = new ImageInfo(width, height, 8, false, false, true);
        PngChunkPLTE colors = new PngChunkPLTE(info);
        colors.setNentries(256);
        for (int i = 0; i < 256; i++) {
            int rgb = palette.applyAsInt(i);
            colors.setEntry(i, rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
        }
        write(out, info, colors, rows);
    }

    /** One byte a pixel, a level of grey. */
    static void writeGrey(OutputStream out, int width, int height, Rows rows) throws IOException {
        write(out, new ImageInfo(width, height, 8, false, true, false), null, rows);
    }

    /** Red, green, blue. */
    static void writeRgb(OutputStream out, int width, int height, Rows rows) throws IOException {
        write(out, new ImageInfo(width, height, 8, false), null, rows);
    }

    private static void write(OutputStream out, ImageInfo info, PngChunkPLTE palette, Rows rows)
            throws IOException {
        PngWriter writer = new PngWriter(out, info);
        writer.setShouldCloseStream(false);
        writer.setCompLevel(LEVEL);
        writer.setFilterType(FilterType.FILTER_NONE);
        try {
            if (palette != null) {
                writer.queueChunk(palette);
            }
            ImageLineByte line = new ImageLineByte(info);
            for (int y = 0; y < info.rows; y++) {
                rows.read(y, line.getScanline());
                writer.writeRow((IImageLine) line, y);
            }
            writer.end();
        } catch (PngjException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getMessage(), e);
        } finally {
            release(writer);
        }
    }

    /**
     * After the end nothing is left to be written; after a failure what is left fails once more.
     */
    private static void release(PngWriter writer) {
        try {
            writer.close();
        } catch (PngjException again) {
            // The first failure is the one that counts.
        }
    }
}
