// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.vitral.segmentation.CategoryMask;

/** A category mask over memory that its segmentation owns, or over a copy on the heap. */
record PixelCategoryMask(PooledMemory memory, int width, int height, int bytesPerPixel)
        implements CategoryMask {

    @Override
    public MemorySegment pixels() {
        return memory.view();
    }

    @Override
    public int label(int x, int y) {
        Objects.checkIndex(x, width);
        Objects.checkIndex(y, height);
        long at = (long) y * width + x;
        int label;
        try {
            label =
                    bytesPerPixel == 1
                            ? memory.forRead().get(ValueLayout.JAVA_BYTE, at) & 0xff
                            : memory.forRead().getAtIndex(ValueLayout.JAVA_SHORT, at) & 0xffff;
        } catch (IllegalStateException freed) {
            throw Lifetime.closed();
        }
        memory.checkRead();
        return label;
    }

    @Override
    public void copyRow(int y, byte[] into) {
        Objects.checkIndex(y, height);
        if (bytesPerPixel != 1) {
            throw needsTwoBytes();
        }
        memory.copy(ValueLayout.JAVA_BYTE, (long) y * width, into, width);
    }

    @Override
    public void copyRow(int y, char[] into) {
        Objects.checkIndex(y, height);
        long first = (long) y * width;
        if (bytesPerPixel == 2) {
            memory.copy(ValueLayout.JAVA_CHAR, first * Character.BYTES, into, width);
            return;
        }
        byte[] row = new byte[width];
        memory.copy(ValueLayout.JAVA_BYTE, first, row, width);
        for (int x = 0; x < width; x++) {
            into[x] = (char) (row[x] & 0xff);
        }
    }

    @Override
    public int[] toInts() {
        int[] labels = new int[Math.multiplyExact(width, height)];
        char[] row = new char[width];
        for (int y = 0; y < height; y++) {
            copyRow(y, row);
            for (int x = 0; x < width; x++) {
                labels[y * width + x] = row[x];
            }
        }
        return labels;
    }

    @Override
    public byte[] toBytes() {
        if (bytesPerPixel != 1) {
            throw needsTwoBytes();
        }
        byte[] labels = new byte[Math.multiplyExact(width, height)];
        memory.copy(ValueLayout.JAVA_BYTE, 0, labels, labels.length);
        return labels;
    }

    private static UnsupportedOperationException needsTwoBytes() {
        return new UnsupportedOperationException(
                "The classes of this mask take two bytes each; toInts() has room for them");
    }

    @Override
    public CategoryMask copy() {
        // An array of longs, so that 16-bit pixels are aligned.
        MemorySegment heap =
                MemorySegment.ofArray(new long[Math.toIntExact((memory.byteSize() + 7) / 8)])
                        .asSlice(0, memory.byteSize());
        memory.copy(heap);
        return new PixelCategoryMask(PooledMemory.onHeap(heap), width, height, bytesPerPixel);
    }
}
