// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.ImageRows;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;

/** The upright rows of a picture that is decoded part by part. */
final class ChunkedRows implements ImageRows {

    private final ImageFormat source;
    private final Chunks chunks;
    private final int width;
    private final int height;
    private final PixelFormat format;
    private final Orientation orientation;
    private final byte[] row;

    private Image chunk;

    /** The upright rows of the chunk that were read, and how many it has. */
    private int read;

    private int there;
    private int left;

    private ChunkedRows(ImageFormat source, Chunks chunks, Image first) {
        this.source = source;
        this.chunks = chunks;
        this.orientation = chunks.orientation();
        this.width = orientation.uprightWidth(chunks.rawWidth(), chunks.rawHeight());
        this.height = orientation.uprightHeight(chunks.rawWidth(), chunks.rawHeight());
        this.format = first.format();
        this.row = new byte[Math.multiplyExact(width, format.bytesPerPixel())];
        this.left = height;
        use(first);
    }

    /** Starts to read; the chunks are closed with this, or if it fails. */
    static ChunkedRows of(ImageFormat source, Chunks chunks) throws IOException {
        boolean opened = false;
        try {
            ChunkedRows rows = new ChunkedRows(source, chunks, chunks.next());
            opened = true;
            return rows;
        } finally {
            if (!opened) {
                chunks.close();
            }
        }
    }

    private void use(Image next) {
        chunk = next;
        read = 0;
        there = orientation.uprightHeight(next.width(), next.height());
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
    public void read(int rows, MemorySegment into) throws IOException {
        if (rows < 1 || rows > left) {
            throw new IllegalArgumentException(
                    "%d rows were asked for, and %d are left".formatted(rows, left));
        }
        for (int i = 0; i < rows; i++) {
            if (read == there) {
                use(decodeNext());
            }
            copyRow(read++, into, (long) i * row.length);
            left--;
        }
    }

    private Image decodeNext() throws IOException {
        try {
            return chunks.next();
        } catch (ImageException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            throw MemoryBudget.exhausted(e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw Reason.ofFailure(source, e);
        }
    }

    private void copyRow(int y, MemorySegment into, long at) {
        int bytes = format.bytesPerPixel();
        MemorySegment from = chunk.pixels();
        long start = offset(0, y);
        long step = width > 1 ? offset(1, y) - start : 0;
        if (step == bytes) {
            MemorySegment.copy(from, start, into, at, row.length);
            return;
        }
        for (int to = 0; to < row.length; start += step) {
            for (int i = 0; i < bytes; i++) {
                row[to++] = from.get(ValueLayout.JAVA_BYTE, start + i);
            }
        }
        MemorySegment.copy(row, 0, into, ValueLayout.JAVA_BYTE, at, row.length);
    }

    private long offset(int x, int y) {
        long column = orientation.rawX(x, y, chunk.width());
        long line = orientation.rawY(x, y, chunk.height());
        return line * chunk.rowStride() + column * format.bytesPerPixel();
    }

    @Override
    public void close() {
        chunks.close();
    }
}
