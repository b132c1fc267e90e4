// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import org.vitral.segmentation.CategoryMask;

/** The rows of a category mask as numbers, whatever they are stored in. For one thread. */
final class MaskRows {

    private final CategoryMask mask;
    private final byte[] bytes;
    private final char[] chars;

    MaskRows(CategoryMask mask) {
        this.mask = mask;
        bytes = mask.bytesPerPixel() == 1 ? new byte[mask.width()] : null;
        chars = mask.bytesPerPixel() == 1 ? null : new char[mask.width()];
    }

    /** Reads the classes of one row. */
    void read(int y, int[] row) {
        read(0, y, mask.width(), row);
    }

    /** Reads the classes of so many pixels of a row, from x on. */
    void read(int x, int y, int count, int[] row) {
        if (bytes != null) {
            mask.copyRow(y, bytes);
            for (int i = 0; i < count; i++) {
                row[i] = bytes[x + i] & 0xff;
            }
        } else {
            mask.copyRow(y, chars);
            for (int i = 0; i < count; i++) {
                row[i] = chars[x + i];
            }
        }
    }
}
