// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.Objects;

/**
 * The image that a model takes: {@code [1, height, width, 3]}, red first.
 *
 * @param width the number of columns, at least 1
 * @param height the number of rows, at least 1
 * @param normalization how a channel's value becomes the model's input
 */
public record ModelInput(int width, int height, Normalization normalization) {
    public ModelInput {
        Objects.requireNonNull(normalization, "normalization");
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A model's input has at least one pixel, but this is "
                            + width
                            + " x "
                            + height);
        }
    }

    /** The same with another normalization. */
    public ModelInput withNormalization(Normalization other) {
        return new ModelInput(width, height, other);
    }
}
