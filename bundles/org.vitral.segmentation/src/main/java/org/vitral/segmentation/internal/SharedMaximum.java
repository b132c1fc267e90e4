// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;

/**
 * Writes category masks, those that are so large that it pays with the help of other threads. For
 * one caller at a time; what it needs is kept from call to call.
 */
final class SharedMaximum {

    /** From so many pixels on, other threads save more time than it takes to wake them. */
    private static final long PIXELS_TO_SHARE = 1 << 20;

    private CategoryMaximum[] workers = {new CategoryMaximum()};
    private SharedRows shared;

    /** What the call is about. */
    private MemorySegment mask;

    /**
     * Writes the class of each pixel, row by row.
     *
     * @param bytesPerPixel 1 for at most 256 classes, else 2
     * @param threads the most threads, that of the caller among them
     */
    void write(
            Scores from,
            int width,
            int height,
            int bytesPerPixel,
            MemorySegment mask,
            int threads) {
        boolean large =
                (long) width * height >= PIXELS_TO_SHARE
                        && SharedRows.isOpen(mask)
                        && SharedRows.isOpen(from.memory());
        int wanted = Math.min(threads, Runtime.getRuntime().availableProcessors());
        if (!large || wanted == 1) {
            workers[0].write(from, width, height, bytesPerPixel, mask);
            return;
        }
        provide(wanted);
        this.mask = mask;
        try {
            int bands = 0;
            for (CategoryMaximum worker : workers) {
                bands = worker.begin(from, width, height, bytesPerPixel);
            }
            shared.together(bands);
        } finally {
            this.mask = null;
            for (CategoryMaximum worker : workers) {
                worker.end();
            }
        }
    }

    private void provide(int wanted) {
        if (shared != null && workers.length == wanted) {
            return;
        }
        workers = new CategoryMaximum[wanted];
        for (int i = 0; i < wanted; i++) {
            workers[i] = new CategoryMaximum();
        }
        shared =
                new SharedRows(
                        wanted, (worker, from, to) -> workers[worker].writeBands(from, to, mask));
    }
}
