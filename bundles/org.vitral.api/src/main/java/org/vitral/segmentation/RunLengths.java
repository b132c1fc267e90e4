// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.Arrays;

/**
 * The pixels of a class or region as COCO writes them: the lengths of runs, column by column from
 * the left and from top to bottom, of pixels outside and inside by turns. The first run is outside,
 * and has the length 0 where the first pixel is inside.
 *
 * @see <a href="https://github.com/cocodataset/cocoapi/blob/master/common/maskApi.h">COCO's API for
 *     masks</a>
 */
public final class RunLengths {

    /** The bits of a number that one character holds. */
    private static final int BITS = 5;

    private static final int ALL_BITS = 0x1f;

    /** The highest of these bits: that of a number's last character says that it is negative. */
    private static final int SIGN = 0x10;

    /** Says that a further character belongs to the number. */
    private static final int MORE = 0x20;

    /** The character that stands for 0. */
    private static final int ZERO = 48;

    private final int width;
    private final int height;
    private final int[] counts;

    /**
     * Run lengths of a mask.
     *
     * @param width the number of columns, at least 1
     * @param height the number of rows, at least 1
     * @param counts the lengths of the runs, of pixels outside first; they add up to all pixels
     */
    public RunLengths(int width, int height, int... counts) {
        this.width = width;
        this.height = height;
        this.counts = counts.clone();
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A mask has at least one pixel, but this is " + width + " x " + height);
        }
        long sum = 0;
        for (int count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException(
                        "The length of a run is 0 or more, but one is " + count);
            }
            sum += count;
        }
        if (sum != (long) width * height) {
            throw new IllegalArgumentException(
                    "The runs of a mask of %d x %d pixels add up to %d, but these to %d"
                            .formatted(width, height, (long) width * height, sum));
        }
    }

    /**
     * Reads COCO's compressed form.
     *
     * @param compressed what {@link #compressed()} gives
     * @throws IllegalArgumentException if this is no such form, or of a mask of another size
     */
    public static RunLengths parse(int width, int height, String compressed) {
        int[] counts = new int[compressed.length()];
        int size = 0;
        int at = 0;
        while (at < compressed.length()) {
            long number = 0;
            int shift = 0;
            int bits;
            do {
                bits = at < compressed.length() ? compressed.charAt(at) - ZERO : -1;
                if (bits < 0 || bits >= 2 * MORE || shift > Integer.SIZE) {
                    throw new IllegalArgumentException(
                            "These are no compressed run lengths, at character %d: %s"
                                    .formatted(at, compressed));
                }
                number |= (long) (bits & ALL_BITS) << shift;
                shift += BITS;
                at++;
            } while ((bits & MORE) != 0);
            if ((bits & SIGN) != 0) {
                number |= -1L << shift;
            }
            counts[size] = (int) (size > 2 ? number + counts[size - 2] : number);
            size++;
        }
        return new RunLengths(width, height, Arrays.copyOf(counts, size));
    }

    /** The number of columns of the mask. */
    public int width() {
        return width;
    }

    /** The number of rows of the mask. */
    public int height() {
        return height;
    }

    /** A copy of the lengths: of pixels outside first, then inside and outside by turns. */
    public int[] counts() {
        return counts.clone();
    }

    /** The number of pixels inside. */
    public long area() {
        long area = 0;
        for (int i = 1; i < counts.length; i += 2) {
            area += counts[i];
        }
        return area;
    }

    /**
     * COCO's compressed form. From the fourth length on it is the difference to the last but one
     * that is written; each number in groups of five bits, the lowest first, with a sixth bit that
     * says whether there are more, as the character at 48 plus these bits.
     */
    public String compressed() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < counts.length; i++) {
            long rest = i > 2 ? (long) counts[i] - counts[i - 2] : counts[i];
            boolean more;
            do {
                int bits = (int) rest & ALL_BITS;
                rest >>= BITS;
                // Enough is written when all that is left is the sign, and the last bit says it.
                more = (bits & SIGN) != 0 ? rest != -1 : rest != 0;
                text.append((char) (ZERO + (more ? bits | MORE : bits)));
            } while (more);
        }
        return text.toString();
    }

    /** The mask, row by row: 1 for each pixel inside, 0 for each one outside. */
    public byte[] toMask() {
        byte[] mask = new byte[Math.multiplyExact(width, height)];
        int x = 0;
        int y = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int left = counts[i]; left > 0; left--) {
                mask[y * width + x] = (byte) (i & 1);
                if (++y == height) {
                    y = 0;
                    x++;
                }
            }
        }
        return mask;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunLengths runs
                && width == runs.width
                && height == runs.height
                && Arrays.equals(counts, runs.counts);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return width + " x " + height + " " + Arrays.toString(counts);
    }
}
