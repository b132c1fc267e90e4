// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a stored frame must be turned to stand upright: the eight values of the EXIF tag Orientation
 * (0x0112).
 *
 * <p>The frame as stored is called raw, and as a person sees it, upright. The methods {@link #rawX}
 * and {@link #rawY} say which raw pixel is seen at an upright place; they are exact and take
 * nothing but integers.
 *
 * @see <a href="https://www.cipa.jp/std/documents/e/DC-X008-Translation-2019-E.pdf">Exif 2.32,
 *     4.6.4 A, Orientation</a>
 */
public enum Orientation {
    /** 1: as stored. */
    UPRIGHT(false, false, false),
    /** 2: mirrored left to right. */
    MIRRORED(false, true, false),
    /** 3: turned by 180 degrees. */
    ROTATED_180(false, true, true),
    /** 4: mirrored top to bottom. */
    FLIPPED(false, false, true),
    /** 5: mirrored at the diagonal from top left to bottom right. */
    TRANSPOSED(true, false, false),
    /** 6: to be turned clockwise by 90 degrees. */
    ROTATED_90(true, false, true),
    /** 7: mirrored at the diagonal from top right to bottom left. */
    TRANSVERSED(true, true, true),
    /** 8: to be turned clockwise by 270 degrees. */
    ROTATED_270(true, true, false);

    private static final Orientation[] VALUES = values();

    private final boolean swapsAxes;
    private final boolean reversesRawX;
    private final boolean reversesRawY;

    Orientation(boolean swapsAxes, boolean reversesRawX, boolean reversesRawY) {
        this.swapsAxes = swapsAxes;
        this.reversesRawX = reversesRawX;
        this.reversesRawY = reversesRawY;
    }

    /**
     * The orientation that an EXIF value stands for.
     *
     * @param value the tag's value; anything but 1 to 8 means {@link #UPRIGHT}, as viewers do it
     */
    public static Orientation ofExif(int value) {
        return value >= 1 && value <= VALUES.length ? VALUES[value - 1] : UPRIGHT;
    }

    /**
     * Reads the value of the EXIF tag, 1 to 8, or a name such as {@code rotated-90}, in any case.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static Orientation parse(String text) {
        String name = text.strip().replace('-', '_');
        for (Orientation orientation : VALUES) {
            if (orientation.name().equalsIgnoreCase(name)
                    || Integer.toString(orientation.exif()).equals(name)) {
                return orientation;
            }
        }
        throw new IllegalArgumentException(
                "An orientation is a value of the EXIF tag, 1 to 8, or one of %s, not '%s'"
                        .formatted(
                                Arrays.stream(VALUES)
                                        .map(Orientation::toString)
                                        .collect(Collectors.joining(", ")),
                                text));
    }

    /** The name as {@link #parse} reads it, such as {@code rotated-90}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The EXIF value, 1 to 8. */
    public int exif() {
        return ordinal() + 1;
    }

    /** Whether the upright frame is as wide as the raw one is high. */
    public boolean swapsAxes() {
        return swapsAxes;
    }

    /** The width of the upright frame of a raw frame of this size. */
    public int uprightWidth(int rawWidth, int rawHeight) {
        return swapsAxes ? rawHeight : rawWidth;
    }

    /** The height of the upright frame of a raw frame of this size. */
    public int uprightHeight(int rawWidth, int rawHeight) {
        return swapsAxes ? rawWidth : rawHeight;
    }

    /** The raw column of the pixel that is seen at an upright place. */
    public int rawX(int x, int y, int rawWidth) {
        int along = swapsAxes ? y : x;
        return reversesRawX ? rawWidth - 1 - along : along;
    }

    /** The raw row of the pixel that is seen at an upright place. */
    public int rawY(int x, int y, int rawHeight) {
        int along = swapsAxes ? x : y;
        return reversesRawY ? rawHeight - 1 - along : along;
    }

    /** The mapping from a raw frame of this size to the upright one. */
    public AffineTransform rawToUpright(int rawWidth, int rawHeight) {
        double xSign = reversesRawX ? -1 : 1;
        double ySign = reversesRawY ? -1 : 1;
        double xStart = reversesRawX ? rawWidth : 0;
        double yStart = reversesRawY ? rawHeight : 0;
        return swapsAxes
                ? new AffineTransform(0, ySign, yStart, xSign, 0, xStart)
                : new AffineTransform(xSign, 0, xStart, 0, ySign, yStart);
    }
}
