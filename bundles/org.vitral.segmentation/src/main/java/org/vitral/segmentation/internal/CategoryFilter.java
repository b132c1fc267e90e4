// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;

/**
 * Takes out of a category mask what {@link org.vitral.segmentation.OutputOptions} rule out: classes
 * that are not wanted, and winners that are not sure enough. For one thread and one mask.
 */
final class CategoryFilter {

    private final BitSet ruledOut;
    private final char replacement;
    private final int width;
    private final int height;
    private final boolean narrow;

    /** Null where any winner is sure enough. */
    private final SureWinners sure;

    /** A filter for a mask of this size. */
    CategoryFilter(OutputPlan plan, Scores scores, int width, int height) {
        this.ruledOut = plan.ruledOut();
        this.replacement = (char) plan.replacement();
        this.width = width;
        this.height = height;
        this.narrow = plan.bytesPerPixel() == 1;
        this.sure =
                plan.scoreThreshold() > 0 || plan.marginThreshold() > 0
                        ? new SureWinners(
                                scores,
                                width,
                                height,
                                plan.scoreThreshold(),
                                plan.marginThreshold())
                        : null;
    }

    /** Takes it out of a mask of the scores. */
    void apply(MemorySegment mask) {
        byte[] bytes = new byte[narrow ? width : 0];
        char[] labels = new char[width];
        for (int y = 0; y < height; y++) {
            read(mask, y, bytes, labels);
            if (apply(labels, y)) {
                write(labels, bytes, mask, y);
            }
        }
    }

    private boolean apply(char[] labels, int y) {
        boolean changed = false;
        for (int x = 0; x < width; x++) {
            char label = labels[x];
            if (label != replacement
                    && (ruledOut.get(label) || sure != null && !sure.contains(label, x, y))) {
                labels[x] = replacement;
                changed = true;
            }
        }
        return changed;
    }

    private void read(MemorySegment mask, int y, byte[] bytes, char[] labels) {
        long first = (long) y * width;
        if (narrow) {
            MemorySegment.copy(mask, ValueLayout.JAVA_BYTE, first, bytes, 0, width);
            for (int x = 0; x < width; x++) {
                labels[x] = (char) (bytes[x] & 0xff);
            }
        } else {
            long offset = first * Character.BYTES;
            MemorySegment.copy(mask, ValueLayout.JAVA_CHAR, offset, labels, 0, width);
        }
    }

    private void write(char[] labels, byte[] bytes, MemorySegment mask, int y) {
        long first = (long) y * width;
        if (narrow) {
            for (int x = 0; x < width; x++) {
                bytes[x] = (byte) labels[x];
            }
            MemorySegment.copy(bytes, 0, mask, ValueLayout.JAVA_BYTE, first, width);
        } else {
            long offset = first * Character.BYTES;
            MemorySegment.copy(labels, 0, mask, ValueLayout.JAVA_CHAR, offset, width);
        }
    }
}
