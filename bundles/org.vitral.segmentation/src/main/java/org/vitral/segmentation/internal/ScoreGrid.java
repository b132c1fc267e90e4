// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import org.vitral.model.ModelOutput;
import org.vitral.segmentation.internal.graph.GridResize;

/**
 * The places that scores are given for, and how the model's mask lies over them. A model whose last
 * step enlarges its scores need not do so: whoever asks for a mask interpolates the small ones.
 *
 * @param width the columns of the scores
 * @param height the rows of the scores
 * @param modelWidth the columns of the model's mask
 * @param modelHeight the rows of the model's mask
 * @param resizing how the model makes its mask of the scores
 */
record ScoreGrid(int width, int height, int modelWidth, int modelHeight, Resizing resizing) {

    /** Scores for each place of the model's mask. */
    static ScoreGrid of(ModelOutput output) {
        return new ScoreGrid(
                output.width(),
                output.height(),
                output.width(),
                output.height(),
                Resizing.ALIGN_CORNERS);
    }

    /** Scores for the places that a resize starts from which the model no longer does. */
    static ScoreGrid of(ModelOutput output, GridResize resize) {
        return new ScoreGrid(
                resize.width(),
                resize.height(),
                output.width(),
                output.height(),
                resize.alignCorners()
                        ? Resizing.ALIGN_CORNERS
                        : resize.halfPixelCenters() ? Resizing.HALF_PIXEL : Resizing.PLAIN);
    }

    /** Whether the scores are those of the model's mask, place by place. */
    boolean isWhole() {
        return width == modelWidth && height == modelHeight;
    }

    /** Where the columns of a mask lie that is so wide. */
    GridAxis columns(int maskWidth) {
        return GridAxis.of(maskWidth, modelWidth, width, resizing);
    }

    /** Where the rows of a mask lie that is so high. */
    GridAxis rows(int maskHeight) {
        return GridAxis.of(maskHeight, modelHeight, height, resizing);
    }
}
