// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.Objects;

/**
 * One class of a model, or {@link #unlabelled none}.
 *
 * @param index its place in the label map, and the value of its pixels in a category mask, 0 to
 *     65,534; that of {@link #unlabelled} may be 65,535
 * @param name its name as the model's label map gives it, the same in every language
 * @param rgb the colour that it is shown in, as {@code 0xRRGGBB}
 * @param displayName what a person reads: its name in the language that was asked for
 */
public record Label(int index, String name, int rgb, String displayName) {

    /** The number of classes that a model can have: one value of 16 bits is left for "none". */
    public static final int MOST_CLASSES = 65_535;

    private static final String UNLABELLED = "unlabelled";
    private static final int GREY = 0x808080;

    public Label {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(displayName, "displayName");
        if (index < 0 || index > MOST_CLASSES) {
            throw new IllegalArgumentException(
                    "The index of a label is 0 to 65535, but that of \"" + name + "\" is " + index);
        }
        if (rgb < 0 || rgb > 0xffffff) {
            throw new IllegalArgumentException(
                    "The colour of a label is 0x000000 to 0xffffff, but that of \"%s\" is 0x%x"
                            .formatted(name, rgb));
        }
    }

    /** A class that is called by its name. */
    public Label(int index, String name, int rgb) {
        this(index, name, rgb, name);
    }

    /**
     * What stands for pixels that no class took: {@code unlabelled}, in grey.
     *
     * @param bytesPerPixel of the mask: 1 makes it 255, 2 makes it 65,535
     */
    public static Label unlabelled(int bytesPerPixel) {
        return new Label(bytesPerPixel == 1 ? 255 : MOST_CLASSES, UNLABELLED, GREY);
    }

    /** This class with another name for a person. */
    public Label withDisplayName(String other) {
        return new Label(index, name, rgb, other);
    }

    /** The colour as {@code #rrggbb}, in lower case. */
    public String color() {
        return "#%06x".formatted(rgb);
    }
}
