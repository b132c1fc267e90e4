// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.vitral.segmentation.CategoryMask;

/** The mask of a sample; without an owner it outlives everything. */
record SampleCategoryMask(
        SampleSegmentation owner, int width, int height, int bytesPerPixel, MemorySegment memory)
        implements CategoryMask {

    static CategoryMask of(SampleSegmentation owner, int width, int height, int bytesPerPixel) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A mask has at least one pixel, but this is %d x %d".formatted(width, height));
        }
        int pixels = Math.multiplyExact(width, height);
        byte[] narrow = new byte[bytesPerPixel == 1 ? pixels : 0];
        short[] wide = new short[bytesPerPixel == 2 ? pixels : 0];
        for (int y = 0, i = 0; y < height; y++) {
            int row = (int) ((y + 0.5) * owner.rows() / height);
            for (int x = 0; x < width; x++, i++) {
                int label = owner.classAt((int) ((x + 0.5) * owner.columns() / width), row);
                if (bytesPerPixel == 1) {
                    narrow[i] = (byte) label;
                } else {
                    wide[i] = (short) label;
                }
            }
        }
        MemorySegment memory =
                bytesPerPixel == 1 ? MemorySegment.ofArray(narrow) : MemorySegment.ofArray(wide);
        return new SampleCategoryMask(owner, width, height, bytesPerPixel, memory.asReadOnly());
    }

    @Override
    public MemorySegment pixels() {
        if (owner != null) {
            owner.requireOpen();
        }
        return memory;
    }

    @Override
    public int label(int x, int y) {
        long at = (long) Objects.checkIndex(y, height) * width + Objects.checkIndex(x, width);
        return bytesPerPixel == 1
                ? Byte.toUnsignedInt(pixels().get(ValueLayout.JAVA_BYTE, at))
                : Short.toUnsignedInt(pixels().getAtIndex(ValueLayout.JAVA_SHORT, at));
    }

    @Override
    public CategoryMask copy() {
        return new SampleCategoryMask(null, width, height, bytesPerPixel, pixels());
    }
}
