// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.util.Locale;
import org.vitral.image.ImageException;
import org.vitral.image.ImageTooLargeException;

/** Refuses pictures that do not fit into memory, before any memory is taken for them. */
final class MemoryBudget {

    /** The largest array that every Java virtual machine can make. */
    private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8L;

    /** Fewer rows are never decoded at once. */
    private static final int ROWS_AT_LEAST = 8;

    private final long maxPixels;

    /**
     * @param maxPixels the pixels that a picture may have, 0 for as many as fit in the free heap
     */
    MemoryBudget(long maxPixels) {
        if (maxPixels < 0) {
            throw new IllegalArgumentException(
                    "max.pixels must be 0 or a number of pixels, but it is " + maxPixels);
        }
        this.maxPixels = maxPixels;
    }

    /**
     * Checks that a picture may be decoded.
     *
     * @param bytesPerPixel what decoding takes at its peak, the finished picture included
     * @param largestPixel the bytes of a pixel in the largest single array that is made
     */
    void require(long width, long height, int bytesPerPixel, int largestPixel)
            throws ImageException {
        double pixels = checkSize(width, height);
        double needed = pixels * bytesPerPixel;
        if (needed > freeFor(needed)) {
            throw new ImageTooLargeException(
                    ("%d x %d pixels need about %s of memory, and %s are free; make the picture"
                                    + " smaller, or give Java more memory with -Xmx")
                            .formatted(width, height, gigabytes(needed), gigabytes(free())));
        }
        if (pixels * largestPixel > LARGEST_ARRAY) {
            throw new ImageTooLargeException(
                    "%d x %d pixels are more than the %d million that one picture of this kind may have"
                            .formatted(width, height, LARGEST_ARRAY / largestPixel / 1_000_000));
        }
    }

    private double checkSize(long width, long height) throws ImageException {
        if (width < 1 || height < 1) {
            throw new ImageException(
                    "The file says that the picture has %d x %d pixels, so it is damaged"
                            .formatted(width, height));
        }
        // In double: a damaged header can name sizes whose product overflows.
        double pixels = (double) width * height;
        if (maxPixels > 0 && pixels > maxPixels) {
            throw new ImageException(
                    "%d x %d pixels are more than the %d that are allowed (max.pixels of %s)"
                            .formatted(width, height, maxPixels, FileImageSource.PID));
        }
        return pixels;
    }

    /**
     * Checks that a picture may be read row by row.
     *
     * @param bytesPerPixel what decoding some rows takes at its peak
     */
    void requireRows(long width, long height, int bytesPerPixel) throws ImageException {
        double pixels = checkSize(width, height);
        if (pixels > Integer.MAX_VALUE) {
            throw new ImageException(
                    "%d x %d pixels are more than the %d million that are read row by row"
                            .formatted(width, height, Integer.MAX_VALUE / 1_000_000));
        }
        requireChunk(width, ROWS_AT_LEAST, bytesPerPixel, "rows");
    }

    /**
     * Checks that a stripe of a picture can be decoded.
     *
     * @param what what the picture is divided into
     */
    void requireChunk(long length, long depth, int bytesPerPixel, String what)
            throws ImageException {
        double needed = (double) length * depth * bytesPerPixel;
        if (needed > freeFor(needed)) {
            throw new ImageException(
                    "Its %s are read %d x %d pixels at a time, which need about %s of memory, and %s are free; give Java more memory with -Xmx"
                            .formatted(what, length, depth, gigabytes(needed), gigabytes(free())));
        }
    }

    /** Checks that a file of this size can be held in memory. */
    void requireFile(long bytes) throws ImageException {
        if (bytes > LARGEST_ARRAY || bytes > freeFor(bytes)) {
            throw new ImageTooLargeException(
                    "The file takes %s, and %s of memory are free"
                            .formatted(
                                    gigabytes(bytes), gigabytes(Math.min(free(), LARGEST_ARRAY))));
        }
    }

    /** What decoding ran into when memory went to others between the check and the decoding. */
    static ImageException exhausted(OutOfMemoryError error) {
        return new ImageTooLargeException(
                "There is not enough memory to decode it (%s are free); make the picture smaller, or give Java more memory with -Xmx"
                        .formatted(gigabytes(free())),
                error);
    }

    /** The free memory; the garbage of earlier pictures is only collected when it matters. */
    private static double freeFor(double needed) {
        double free = free();
        if (needed > free && needed < Runtime.getRuntime().maxMemory()) {
            System.gc();
            free = free();
        }
        return free;
    }

    private static long free() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }

    private static String gigabytes(double bytes) {
        return bytes < 1e8
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
