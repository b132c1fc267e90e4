// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.Objects;

/**
 * One class of a model.
 *
 * @param index its place in the label map, and the value of its pixels in a category mask, 0 to
 *     65,534
 * @param name its name as the model's label map gives it
 * @param rgb the colour that it is shown in, as {@code 0xRRGGBB}
 */
public record Label(int index, String name, int rgb) {
    public Label {
        Objects.requireNonNull(name, "name");
        if (index < 0 || index > 65_534) {
            throw new IllegalArgumentException(
                    "The index of a label is 0 to 65534, but that of \"" + name + "\" is " + index);
        }
        if (rgb < 0 || rgb > 0xffffff) {
            throw new IllegalArgumentException(
                    "The colour of a label is 0x000000 to 0xffffff, but that of \"%s\" is 0x%x"
                            .formatted(name, rgb));
        }
    }

    /** The colour as {@code #rrggbb}, in lower case. */
    public String color() {
        return "#%06x".formatted(rgb);
    }
}
