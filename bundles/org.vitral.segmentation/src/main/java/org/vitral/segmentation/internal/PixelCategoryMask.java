// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.vitral.segmentation.CategoryMask;

/** A category mask over memory that its segmentation owns, or over a copy on the heap. */
record PixelCategoryMask(MemorySegment memory, int width, int height, int bytesPerPixel)
        implements CategoryMask {

    @Override
    public MemorySegment pixels() {
        return Views.open(memory);
    }

    @Override
    public int label(int x, int y) {
        Objects.checkIndex(x, width);
        Objects.checkIndex(y, height);
        long at = (long) y * width + x;
        return bytesPerPixel == 1
                ? pixels().get(ValueLayout.JAVA_BYTE, at) & 0xff
                : pixels().getAtIndex(ValueLayout.JAVA_SHORT, at) & 0xffff;
    }

    @Override
    public CategoryMask copy() {
        // An array of longs, so that 16-bit pixels are aligned.
        MemorySegment heap =
                MemorySegment.ofArray(new long[Math.toIntExact((memory.byteSize() + 7) / 8)])
                        .asSlice(0, memory.byteSize());
        heap.copyFrom(pixels());
        return new PixelCategoryMask(heap.asReadOnly(), width, height, bytesPerPixel);
    }
}
