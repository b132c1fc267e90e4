// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.png.internal;

import ar.com.hjg.pngj.FilterType;
import ar.com.hjg.pngj.IImageLine;
import ar.com.hjg.pngj.ImageInfo;
import ar.com.hjg.pngj.PngWriter;
import ar.com.hjg.pngj.PngjException;
import ar.com.hjg.pngj.chunks.PngChunk;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The writing of one PNG file, row by row.
 *
 * @param info the size and kind of the pixels
 * @param filter what is done to a row before it is compressed
 * @param level zlib's level of compression, 1 to 9
 * @param chunks what is written before the pixels
 */
record PngFile(ImageInfo info, FilterType filter, int level, List<? extends PngChunk> chunks) {

    /** What gives the rows. */
    @FunctionalInterface
    interface Rows<L extends IImageLine> {
        /** Fills the line with the row y. */
        void fill(L line, int y);
    }

    /**
     * Writes the file and leaves the stream open.
     *
     * @param line the buffer for a row
     * @throws IOException as the stream threw it, or if PNG has no such picture
     */
    <L extends IImageLine> void write(OutputStream out, L line, Rows<L> rows) throws IOException {
        try (Writing writing = open(out)) {
            for (int y = 0; y < info.rows; y++) {
                rows.fill(line, y);
                writing.write(line, y);
            }
        }
    }

    /**
     * Starts to write the file. It leaves the stream open.
     *
     * @throws IOException as the stream threw it, or if PNG has no such picture
     */
    Writing open(OutputStream out) throws IOException {
        PngWriter writer = null;
        boolean begun = false;
        try {
            writer = new PngWriter(out, info);
            writer.setShouldCloseStream(false);
            writer.setFilterType(filter);
            writer.setCompLevel(level);
            for (PngChunk chunk : chunks) {
                writer.queueChunk(chunk);
            }
            begun = true;
            return new Writing(writer, out, info.rows);
        } catch (PngjException e) {
            throw reason(e);
        } finally {
            if (!begun && writer != null) {
                release(writer);
            }
        }
    }

    /** A file that takes its rows one after the other, and is complete after the last one. */
    static final class Writing implements AutoCloseable {
        private final PngWriter writer;
        private final OutputStream out;
        private final int rows;

        private Writing(PngWriter writer, OutputStream out, int rows) {
            this.writer = writer;
            this.out = out;
            this.rows = rows;
        }

        /** Writes the row y. */
        void write(IImageLine line, int y) throws IOException {
            try {
                writer.writeRow(line, y);
                if (y == rows - 1) {
                    writer.end();
                    out.flush();
                }
            } catch (PngjException e) {
                throw reason(e);
            }
        }

        @Override
        public void close() {
            release(writer);
        }
    }

    private static IOException reason(PngjException e) {
        return e.getCause() instanceof IOException io ? io : new IOException(e.getMessage(), e);
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
