// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.vitral.model.Label;

/**
 * How masks match truths.
 *
 * @param labels the classes
 * @param images the number of photographs
 * @param ignoredPixels the number of pixels that do not count
 * @param confusion the pixels that count, by what they are and what they were seen as
 * @param boundaries how the boundaries of each class match, {@code boundaries.get(i)} those of
 *     {@code labels.get(i)}
 */
public record EvaluationResult(
        List<Label> labels,
        long images,
        long ignoredPixels,
        ConfusionMatrix confusion,
        List<BoundaryScore> boundaries) {
    public EvaluationResult {
        labels = List.copyOf(labels);
        Objects.requireNonNull(confusion, "confusion");
        boundaries = List.copyOf(boundaries);
    }

    /** The mean boundary F-score of the classes that have one. */
    public OptionalDouble boundaryF() {
        return mean(BoundaryScore::f);
    }

    /** The mean boundary precision of the classes that have one. */
    public OptionalDouble boundaryPrecision() {
        return mean(BoundaryScore::precision);
    }

    /** The mean boundary recall of the classes that have one. */
    public OptionalDouble boundaryRecall() {
        return mean(BoundaryScore::recall);
    }

    private OptionalDouble mean(ToDoubleFunction<BoundaryScore> part) {
        return boundaries.stream().filter(score -> score.images() > 0).mapToDouble(part).average();
    }
}
