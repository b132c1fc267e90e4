// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.vitral.evaluation.Comparison;
import org.vitral.evaluation.ComparisonResult;
import org.vitral.evaluation.ConfusionMatrix;
import org.vitral.model.Label;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.Segmentation;

/** A comparison that keeps a confusion matrix, the worst photograph and the times. */
final class StreamedComparison implements Comparison {

    private final NamedClasses classes;
    private final int firstLabels;
    private final int secondLabels;
    private final long[][] confusion;
    private final List<Duration> firstInvokes = new ArrayList<>();
    private final List<Duration> secondInvokes = new ArrayList<>();
    private Optional<ComparisonResult.Worst> worst = Optional.empty();
    private OptionalDouble largest = OptionalDouble.empty();

    StreamedComparison(List<Label> first, List<Label> second) {
        classes = new NamedClasses(first, second);
        firstLabels = first.size();
        secondLabels = second.size();
        confusion = new long[classes.names().size()][classes.names().size()];
    }

    @Override
    public double add(String name, Segmentation first, Segmentation second) {
        CategoryMask one = first.categoryMask();
        CategoryMask other = second.categoryMask();
        if (one.width() != other.width() || one.height() != other.height()) {
            throw new IllegalArgumentException(
                    "%s was segmented at %d x %d and at %d x %d"
                            .formatted(
                                    name,
                                    one.width(),
                                    one.height(),
                                    other.width(),
                                    other.height()));
        }
        char[] ones = MaskIndices.of(one, firstLabels);
        char[] others = MaskIndices.of(other, secondLabels);
        compareScores(first, second);
        long equal = 0;
        for (int i = 0; i < ones.length; i++) {
            int row = classes.first()[ones[i]];
            int column = classes.second()[others[i]];
            confusion[row][column]++;
            equal += row == column ? 1 : 0;
        }
        double agreement = (double) equal / ones.length;
        if (worst.isEmpty() || agreement < worst.get().agreement()) {
            worst = Optional.of(new ComparisonResult.Worst(name, agreement));
        }
        firstInvokes.add(first.timings().invoke());
        secondInvokes.add(second.timings().invoke());
        return agreement;
    }

    private void compareScores(Segmentation first, Segmentation second) {
        boolean comparable =
                classes.same()
                        && hasScores(first)
                        && hasScores(second)
                        && first.modelWidth() == second.modelWidth()
                        && first.modelHeight() == second.modelHeight();
        for (int label = 0; comparable && label < firstLabels; label++) {
            double difference = ScoreDifference.largest(first.scores(label), second.scores(label));
            largest = OptionalDouble.of(Math.max(largest.orElse(0), difference));
        }
    }

    private static boolean hasScores(Segmentation segmentation) {
        return segmentation.model().output().kind() != OutputKind.CLASS_INDICES;
    }

    @Override
    public ComparisonResult result() {
        return new ComparisonResult(
                classes.names(),
                classes.common(),
                firstInvokes.size(),
                new ConfusionMatrix(confusion),
                worst,
                largest,
                median(firstInvokes),
                median(secondInvokes));
    }

    /** Of an even number the mean of the two in the middle. */
    private static Optional<Duration> median(List<Duration> durations) {
        if (durations.isEmpty()) {
            return Optional.empty();
        }
        List<Duration> sorted = durations.stream().sorted().toList();
        Duration low = sorted.get((sorted.size() - 1) / 2);
        Duration high = sorted.get(sorted.size() / 2);
        return Optional.of(low.plus(high).dividedBy(2));
    }
}
