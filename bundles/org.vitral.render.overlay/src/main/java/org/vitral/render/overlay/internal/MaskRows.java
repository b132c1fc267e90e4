// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.vitral.segmentation.CategoryMask;

/** The rows of a category mask as numbers, whatever they are stored in. For one thread. */
final class MaskRows {

    private final MemorySegment pixels;
    private final int width;
    private final byte[] bytes;
    private final short[] shorts;

    MaskRows(CategoryMask mask) {
        pixels = mask.pixels();
        width = mask.width();
        bytes = mask.bytesPerPixel() == 1 ? new byte[width] : null;
        shorts = mask.bytesPerPixel() == 1 ? null : new short[width];
    }

    /** Reads the classes of one row. */
    void read(int y, int[] row) {
        read(0, y, width, row);
    }

    /** Reads the classes of so many pixels of a row, from x on. */
    void read(int x, int y, int count, int[] row) {
        long first = (long) y * width + x;
        if (bytes != null) {
            MemorySegment.copy(pixels, JAVA_BYTE, first, bytes, 0, count);
            for (int i = 0; i < count; i++) {
                row[i] = bytes[i] & 0xff;
            }
        } else {
            MemorySegment.copy(pixels, JAVA_SHORT_UNALIGNED, 2 * first, shorts, 0, count);
            for (int i = 0; i < count; i++) {
                row[i] = shorts[i] & 0xffff;
            }
        }
    }
}
