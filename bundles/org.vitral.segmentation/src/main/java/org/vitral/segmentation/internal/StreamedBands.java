// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.vitral.image.Image;
import org.vitral.image.ImageRows;
import org.vitral.image.Orientation;
import org.vitral.image.Region;

/**
 * The rows of an image that is read from top to bottom. Only those between the two bounds of the
 * newest call are held. For one thread.
 */
final class StreamedBands implements PixelBands, AutoCloseable {

    /** Sees each row of the region once. */
    @FunctionalInterface
    interface Watcher {
        /** The columns of the region begin at the offset. */
        void row(int y, MemorySegment rows, long offset);
    }

    /** So much is read at once at most: who reads needs as much once more. */
    private static final int READ_BYTES = 1 << 22;

    private final ImageRows rows;
    private final Region region;
    private final int pixelBytes;
    private final long rowBytes;
    private final int capacity;
    private final MemoryPool pool;
    private final MemoryPool.Block block;
    private final MemorySegment memory;
    private final Watcher watcher;

    /** The rows of the region that are held. */
    private int first;

    private int end;
    private boolean begun;

    /**
     * Bands of an image.
     *
     * @param rows not yet read from; closed with this
     * @param capacity the most rows that are asked for at once
     */
    StreamedBands(ImageRows rows, Region region, int capacity, MemoryPool pool, Watcher watcher) {
        this.rows = rows;
        this.region = region;
        this.pixelBytes = rows.format().bytesPerPixel();
        this.rowBytes = (long) rows.width() * pixelBytes;
        this.capacity = capacity;
        this.pool = pool;
        this.watcher = watcher;
        this.block = pool.take(rowBytes * capacity);
        this.memory = block.memory().asSlice(0, rowBytes * capacity);
    }

    @Override
    public Band band(int top, int bottom) throws IOException {
        if (!begun) {
            begun = true;
            skip(region.y());
        }
        int kept = Math.max(0, end - top);
        if (top > first && kept > 0) {
            MemorySegment.copy(memory, (top - first) * rowBytes, memory, 0, kept * rowBytes);
        }
        if (top > end) {
            skip(top - end);
            end = top;
        }
        first = Math.max(first, top);
        while (end < bottom) {
            int count = Math.min(bottom - end, atOnce());
            MemorySegment into = memory.asSlice((end - first) * rowBytes, count * rowBytes);
            rows.read(count, into);
            watch(count, into);
            end += count;
        }
        int height = end - first;
        Image image =
                Image.of(
                        memory.asSlice(0, height * rowBytes),
                        rows.width(),
                        height,
                        Math.toIntExact(rowBytes),
                        rows.format(),
                        Orientation.UPRIGHT);
        return new Band(image, region.x(), top - first);
    }

    private void watch(int count, MemorySegment read) {
        long offset = (long) region.x() * pixelBytes;
        for (int i = 0; i < count; i++) {
            watcher.row(end + i, read, offset + i * rowBytes);
        }
    }

    /** Reads rows into the part of the memory that holds nothing that is still needed. */
    private void skip(int count) throws IOException {
        for (int left = count; left > 0; ) {
            int some = Math.min(left, atOnce());
            rows.read(some, memory.asSlice(0, some * rowBytes));
            left -= some;
        }
    }

    private int atOnce() {
        return Math.clamp(READ_BYTES / rowBytes, 1, capacity);
    }

    @Override
    public void close() {
        rows.close();
        pool.giveBack(block);
    }
}
