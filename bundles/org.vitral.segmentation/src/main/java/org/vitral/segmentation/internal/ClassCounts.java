// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.vitral.segmentation.CategoryMask;

/** Counts the pixels of each class; eight at a time where they are of one, as nearly all are. */
final class ClassCounts {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** Times a byte, it is that byte eight times. */
    private static final long EVERY_BYTE = 0x0101_0101_0101_0101L;

    private ClassCounts() {}

    /** The number of pixels of each class that a pixel of the mask can say. */
    static long[] of(CategoryMask mask) {
        return mask.bytesPerPixel() == 1 ? ofBytes(mask) : ofChars(mask);
    }

    private static long[] ofBytes(CategoryMask mask) {
        long[] counts = new long[256];
        byte[] row = new byte[mask.width()];
        for (int y = 0; y < mask.height(); y++) {
            mask.copyRow(y, row);
            int x = 0;
            for (; x + Long.BYTES <= row.length; x += Long.BYTES) {
                long eight = (long) LONG.get(row, x);
                int label = row[x] & 0xff;
                if (eight == label * EVERY_BYTE) {
                    counts[label] += Long.BYTES;
                } else {
                    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                        counts[(int) (eight >>> shift) & 0xff]++;
                    }
                }
            }
            for (; x < row.length; x++) {
                counts[row[x] & 0xff]++;
            }
        }
        return counts;
    }

    private static long[] ofChars(CategoryMask mask) {
        long[] counts = new long[65_536];
        char[] row = new char[mask.width()];
        for (int y = 0; y < mask.height(); y++) {
            mask.copyRow(y, row);
            for (char label : row) {
                counts[label]++;
            }
        }
        return counts;
    }
}
