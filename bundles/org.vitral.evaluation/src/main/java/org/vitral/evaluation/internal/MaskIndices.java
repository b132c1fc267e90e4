// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

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
        int width = mask.width();
        char[] indices = new char[Math.multiplyExact(width, mask.height())];
        char[] row = new char[width];
        for (int y = 0; y < mask.height(); y++) {
            mask.copyRow(y, row);
            for (int x = 0; x < width; x++) {
                if (row[x] >= classes) {
                    throw new IllegalArgumentException(
                            "The mask has the class %d at (%d, %d), but there are %d classes"
                                    .formatted((int) row[x], x, y, classes));
                }
            }
            System.arraycopy(row, 0, indices, y * width, width);
        }
        return indices;
    }
}
