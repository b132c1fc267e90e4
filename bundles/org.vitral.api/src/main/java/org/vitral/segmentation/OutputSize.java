// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of masks.
 *
 * @param kind where the size comes from
 * @param width the number of columns where it is {@link Kind#FIXED}, else 0
 * @param height the number of rows where it is {@link Kind#FIXED}, else 0
 */
public record OutputSize(Kind kind, int width, int height) {

    /** Where a size comes from. */
    public enum Kind {
        /** The model's own mask. */
        MODEL,
        /** The upright image, or the region of it that was asked for. */
        SOURCE,
        /** Stated. */
        FIXED
    }

    /** The size of the model's own mask. */
    public static final OutputSize MODEL = new OutputSize(Kind.MODEL, 0, 0);

    /** The size of the upright image, or of the region of it that was asked for. */
    public static final OutputSize SOURCE = new OutputSize(Kind.SOURCE, 0, 0);

    private static final Pattern FIXED_SIZE = Pattern.compile("(\\d{1,9})\\s*[xX×]\\s*(\\d{1,9})");

    public OutputSize {
        Objects.requireNonNull(kind, "kind");
        if (kind == Kind.FIXED) {
            check(width, height);
        } else if (width != 0 || height != 0) {
            throw new IllegalArgumentException(
                    "Only a fixed size has a width and a height, but %s has %d x %d"
                            .formatted(kind, width, height));
        }
    }

    /**
     * A size of so many columns and rows.
     *
     * @throws IllegalArgumentException if one of them is less than 1, or they are more than
     *     2<sup>31</sup> - 1 pixels
     */
    public static OutputSize of(int width, int height) {
        return new OutputSize(Kind.FIXED, width, height);
    }

    /**
     * Reads {@code model}, {@code source}, or a size such as {@code 640x480}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static OutputSize parse(String text) {
        String size = text.strip().toLowerCase(Locale.ROOT);
        if (size.equals(MODEL.toString())) {
            return MODEL;
        }
        if (size.equals(SOURCE.toString())) {
            return SOURCE;
        }
        Matcher fixed = FIXED_SIZE.matcher(size);
        if (!fixed.matches()) {
            throw new IllegalArgumentException(
                    "A size is model, source, or columns and rows such as 640x480, not '%s'"
                            .formatted(text));
        }
        return of(Integer.parseInt(fixed.group(1)), Integer.parseInt(fixed.group(2)));
    }

    /**
     * Checks that a mask can have so many pixels.
     *
     * @throws IllegalArgumentException if it cannot
     */
    static void check(int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A mask has at least one pixel, but %d x %d was asked for"
                            .formatted(width, height));
        }
        if ((long) width * height > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "A mask has at most %,d pixels, but %d x %d was asked for"
                            .formatted(Integer.MAX_VALUE, width, height));
        }
    }

    @Override
    public String toString() {
        return kind == Kind.FIXED ? width + "x" + height : kind.name().toLowerCase(Locale.ROOT);
    }
}
