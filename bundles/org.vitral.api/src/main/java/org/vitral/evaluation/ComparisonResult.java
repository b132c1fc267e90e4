// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How what two engines see matches, at the sizes of the photographs.
 *
 * @param classes the names of the classes of both, those of the first one first
 * @param common the number of names that are in both
 * @param images the number of photographs
 * @param confusion the pixels, by what the first engine (rows) and the second one (columns) saw
 * @param worst the photograph with the smallest agreement, the first of several
 * @param largestScoreDifference the largest difference of two scores of one place and class, at the
 *     model's size; empty where the two have other classes or sizes, or one gives no scores
 * @param firstInvoke the median time that the first model took
 * @param secondInvoke the median time that the second model took
 */
public record ComparisonResult(
        List<String> classes,
        int common,
        long images,
        ConfusionMatrix confusion,
        Optional<Worst> worst,
        OptionalDouble largestScoreDifference,
        Optional<Duration> firstInvoke,
        Optional<Duration> secondInvoke) {

    /**
     * The photograph with the smallest agreement.
     *
     * @param name how it is called
     * @param agreement which part of its pixels both gave the same class, 0 to 1
     */
    public record Worst(String name, double agreement) {}

    public ComparisonResult {
        classes = List.copyOf(classes);
        Objects.requireNonNull(confusion, "confusion");
        Objects.requireNonNull(worst, "worst");
        Objects.requireNonNull(largestScoreDifference, "largestScoreDifference");
        Objects.requireNonNull(firstInvoke, "firstInvoke");
        Objects.requireNonNull(secondInvoke, "secondInvoke");
    }

    /** Which part of all pixels both gave the same class. */
    public OptionalDouble agreement() {
        return confusion.pixelAccuracy();
    }
}
