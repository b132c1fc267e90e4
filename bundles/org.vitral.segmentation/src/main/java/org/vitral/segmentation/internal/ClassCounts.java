// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.vitral.segmentation.CategoryMask;

/** Counts the pixels of each class; eight at a time where they are of one, as nearly all are. */
final class ClassCounts {

    /** Times a byte, it is that byte eight times. */
    private static final long EVERY_BYTE = 0x0101_0101_0101_0101L;

    private ClassCounts() {}

    /** The number of pixels of each class that a pixel of the mask can say. */
    static long[] of(CategoryMask mask) {
        long pixels = (long) mask.width() * mask.height();
        return mask.bytesPerPixel() == 1
                ? ofBytes(mask.pixels(), pixels)
                : ofShorts(mask.pixels(), pixels);
    }

    private static long[] ofBytes(MemorySegment mask, long pixels) {
        long[] counts = new long[256];
        long at = 0;
        for (; at + Long.BYTES <= pixels; at += Long.BYTES) {
            long eight = mask.get(JAVA_LONG_UNALIGNED, at);
            int label = (int) eight & 0xff;
            if (eight == label * EVERY_BYTE) {
                counts[label] += Long.BYTES;
            } else {
                for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                    counts[(int) (eight >>> shift) & 0xff]++;
                }
            }
        }
        for (; at < pixels; at++) {
            counts[mask.get(JAVA_BYTE, at) & 0xff]++;
        }
        return counts;
    }

    private static long[] ofShorts(MemorySegment mask, long pixels) {
        long[] counts = new long[65_536];
        for (long at = 0; at < pixels; at++) {
            counts[mask.get(JAVA_SHORT_UNALIGNED, at * Short.BYTES) & 0xffff]++;
        }
        return counts;
    }
}
