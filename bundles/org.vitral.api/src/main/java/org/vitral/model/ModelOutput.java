// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.Objects;

/**
 * The output of a model that is the mask.
 *
 * @param index its place among the model's outputs, from 0
 * @param kind what its numbers mean
 * @param activation what makes scores into confidences
 * @param width the number of columns, at least 1
 * @param height the number of rows, at least 1
 */
public record ModelOutput(
        int index, OutputKind kind, Activation activation, int width, int height) {
    public ModelOutput {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(activation, "activation");
        if (index < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A mask has an index from 0 and at least one pixel, but output %d is %d x %d"
                            .formatted(index, width, height));
        }
    }

    /** The same mask with another activation. */
    public ModelOutput with(Activation other) {
        return new ModelOutput(index, kind, other, width, height);
    }
}
