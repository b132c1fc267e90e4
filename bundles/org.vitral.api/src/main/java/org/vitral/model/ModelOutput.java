// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * The output of a model that is the mask.
 *
 * @param index its place among the model's outputs, from 0
 * @param kind what its numbers mean
 * @param activation what makes scores into confidences
 * @param width the number of columns, at least 1
 * @param height the number of rows, at least 1
 * @param qualityScores the place of the output with quality scores, from 0; empty where there is
 *     none
 */
public record ModelOutput(
        int index,
        OutputKind kind,
        Activation activation,
        int width,
        int height,
        OptionalInt qualityScores) {

    public ModelOutput {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(qualityScores, "qualityScores");
        if (index < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A mask has an index from 0 and at least one pixel, but output %d is %d x %d"
                            .formatted(index, width, height));
        }
        if (qualityScores.isPresent()
                && (qualityScores.getAsInt() < 0 || qualityScores.getAsInt() == index)) {
            throw new IllegalArgumentException(
                    "Quality scores are another output than the mask, which is output %d, but they are said to be output %d"
                            .formatted(index, qualityScores.getAsInt()));
        }
    }

    /** A mask without quality scores. */
    public ModelOutput(int index, OutputKind kind, Activation activation, int width, int height) {
        this(index, kind, activation, width, height, OptionalInt.empty());
    }

    /** The same in another size. */
    public ModelOutput withSize(int newWidth, int newHeight) {
        return new ModelOutput(index, kind, activation, newWidth, newHeight, qualityScores);
    }

    /** The same mask with another activation. */
    public ModelOutput with(Activation other) {
        return new ModelOutput(index, kind, other, width, height, qualityScores);
    }
}
