// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.Objects;

/**
 * The image that a model takes: {@code [1, height, width, channels]}, red first where there are
 * three channels.
 *
 * @param width the number of columns, at least 1; where the model is resizable, what is used unless
 *     another one is asked for
 * @param height the number of rows, likewise
 * @param channels 3 for red, green and blue, or 1 for grey
 * @param resizable whether the model leaves its input's width and height open
 * @param normalization how a channel's value becomes the model's input; of a quantised input, the
 *     real value that its numbers stand for
 */
public record ModelInput(
        int width, int height, int channels, boolean resizable, Normalization normalization) {

    public ModelInput {
        Objects.requireNonNull(normalization, "normalization");
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A model's input has at least one pixel, but this is "
                            + width
                            + " x "
                            + height);
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException(
                    "A model's input has 1 channel or 3, but this has " + channels);
        }
    }

    /** An image of red, green and blue in a size that is fixed. */
    public ModelInput(int width, int height, Normalization normalization) {
        this(width, height, 3, false, normalization);
    }

    /** The same in another size. */
    public ModelInput withSize(int newWidth, int newHeight) {
        return new ModelInput(newWidth, newHeight, channels, resizable, normalization);
    }

    /** The same with another normalization. */
    public ModelInput withNormalization(Normalization other) {
        return new ModelInput(width, height, channels, resizable, other);
    }
}
