// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import java.util.Arrays;
import org.vitral.segmentation.RunLengths;

/** Puts the run lengths of a part of a photograph into the frame of the whole. */
final class PlacedRuns {

    private int[] counts = new int[64];
    private int size;

    /** Where the last run ended. */
    private long end;

    private PlacedRuns() {}

    /**
     * Run lengths in a larger frame; what was not in the part is outside.
     *
     * @param part of a part of the frame
     * @param x the column of the part's first one
     * @param y the row of the part's first one
     */
    static RunLengths in(int width, int height, RunLengths part, int x, int y) {
        if (part.width() == width && part.height() == height) {
            return part;
        }
        PlacedRuns placed = new PlacedRuns();
        int[] lengths = part.counts();
        long at = 0;
        for (int i = 0; i < lengths.length; i++) {
            long next = at + lengths[i];
            // A run that goes on in the next column has a gap there, of the rows around the part.
            while (i % 2 == 1 && at < next) {
                long column = at / part.height();
                long row = at % part.height();
                long length = Math.min(next - at, part.height() - row);
                placed.inside((x + column) * height + y + row, length);
                at += length;
            }
            at = next;
        }
        return placed.finish(width, height);
    }

    private void inside(long start, long length) {
        if (start == end && size > 0) {
            counts[size - 1] += (int) length;
        } else {
            if (size + 2 > counts.length) {
                counts = Arrays.copyOf(counts, 2 * counts.length);
            }
            counts[size++] = (int) (start - end);
            counts[size++] = (int) length;
        }
        end = start + length;
    }

    private RunLengths finish(int width, int height) {
        int[] all = Arrays.copyOf(counts, size + 1);
        long rest = (long) width * height - end;
        all[size] = (int) rest;
        return new RunLengths(
                width, height, rest == 0 && size > 0 ? Arrays.copyOf(all, size) : all);
    }
}
