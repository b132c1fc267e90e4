// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.vitral.segmentation.CategoryMask;

/** Copies the indices of a mask onto the heap. */
final class MaskIndices {

    private MaskIndices() {}

    /**
     * The indices of all pixels, row by row.
     *
     * @param classes the number of classes
     * @throws IllegalArgumentException if an index is of none of them
     */
    static char[] of(CategoryMask mask, int classes) {
        MemorySegment pixels = mask.pixels();
        char[] indices = new char[Math.multiplyExact(mask.width(), mask.height())];
        boolean bytes = mask.bytesPerPixel() == 1;
        for (int i = 0; i < indices.length; i++) {
            int index =
                    bytes
                            ? pixels.get(JAVA_BYTE, i) & 0xff
                            : pixels.get(JAVA_SHORT_UNALIGNED, 2L * i) & 0xffff;
            if (index >= classes) {
                throw new IllegalArgumentException(
                        "The mask has the class %d at (%d, %d), but there are %d classes"
                                .formatted(index, i % mask.width(), i / mask.width(), classes));
            }
            indices[i] = (char) index;
        }
        return indices;
    }
}
