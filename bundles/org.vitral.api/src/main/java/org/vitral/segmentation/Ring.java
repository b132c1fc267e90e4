// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.Arrays;

/**
 * A closed line through corners of pixels: pixel {@code (x, y)} has the corners {@code (x, y)} to
 * {@code (x + 1, y + 1)}. The last corner is connected with the first one, which is not repeated.
 */
public final class Ring {

    private final int[] corners;

    /**
     * A ring through corners.
     *
     * @param corners x and y of each corner by turns, at least three corners
     */
    public Ring(int... corners) {
        if (corners.length < 6 || corners.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "A ring has x and y of at least three corners, but this has %d numbers"
                            .formatted(corners.length));
        }
        this.corners = corners.clone();
    }

    /** The number of corners. */
    public int size() {
        return corners.length / 2;
    }

    /**
     * The column of a corner.
     *
     * @throws IndexOutOfBoundsException if there is no such corner
     */
    public int x(int corner) {
        return corners[2 * corner];
    }

    /**
     * The row of a corner.
     *
     * @throws IndexOutOfBoundsException if there is no such corner
     */
    public int y(int corner) {
        return corners[2 * corner + 1];
    }

    /** A copy of the corners: x and y of each by turns. */
    public int[] toArray() {
        return corners.clone();
    }

    /**
     * The area inside, in pixels: positive where the ring runs counter-clockwise by the numbers of
     * its coordinates, negative where it runs clockwise.
     */
    public double signedArea() {
        long doubled = 0;
        int last = corners.length - 2;
        for (int i = 0; i < corners.length; last = i, i += 2) {
            doubled += (long) corners[last] * corners[i + 1];
            doubled -= (long) corners[i] * corners[last + 1];
        }
        return doubled / 2.0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ring ring && Arrays.equals(corners, ring.corners);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(corners);
    }

    @Override
    public String toString() {
        return Arrays.toString(corners);
    }
}
