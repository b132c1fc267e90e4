// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vitral.evaluation.ComparisonResult;
import org.vitral.model.Label;

class StreamedComparisonTest {

    private final List<Label> labels = Masks.labels(3);

    private final StreamedComparison comparison = new StreamedComparison(labels, labels);

    @Test
    void theAgreementIsThePartOfThePixelsWithOneClass() {
        double one =
                comparison.add(
                        "one",
                        Seen.of(labels, 2, 0, 0, 1, 1).segmentation(),
                        Seen.of(labels, 2, 0, 0, 1, 2).segmentation());
        double two =
                comparison.add(
                        "two",
                        Seen.of(labels, 2, 2, 2).segmentation(),
                        Seen.of(labels, 2, 2, 1).segmentation());

        ComparisonResult result = comparison.result();
        assertEquals(0.75, one);
        assertEquals(0.5, two);
        assertEquals(4 / 6.0, result.agreement().getAsDouble(), 1e-12);
        assertEquals(Optional.of(new ComparisonResult.Worst("two", 0.5)), result.worst());
        assertEquals(2, result.images());
        assertEquals(1 / 3.0, result.confusion().iou(1).getAsDouble(), 1e-12);
        assertEquals(List.of("a", "b", "c"), result.classes());
        assertEquals(3, result.common());
    }

    @Test
    void classesAreTheSameWhereTheirNamesAre() {
        List<Label> other = Masks.labels("cat", "b", "a");
        StreamedComparison named = new StreamedComparison(labels, other);

        double agreement =
                named.add(
                        "one",
                        Seen.of(labels, 4, 0, 1, 2, 0).segmentation(),
                        Seen.of(other, 4, 2, 1, 0, 0).segmentation());

        assertEquals(0.5, agreement);
        assertEquals(List.of("a", "b", "c", "cat"), named.result().classes());
        assertEquals(2, named.result().common());
        assertEquals(OptionalDouble.empty(), named.result().largestScoreDifference());
    }

    @Test
    void modelsWithoutACommonClassAreRefusedWithTheirClasses() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new StreamedComparison(
                                        Masks.labels("sky", "road", "car", "bus"),
                                        Masks.labels("hair")));
        assertEquals(
                "The two models have no class in common: the first has sky, road, car and 1 more,"
                        + " the second has hair",
                refused.getMessage());
    }

    @Test
    void theLargestDifferenceOfScoresIsFoundAtItsClass() {
        comparison.add(
                "one",
                Seen.of(labels, 2, 0, 0).scores(2, 1.5f).segmentation(),
                Seen.of(labels, 2, 0, 0).scores(2, 1.25f).segmentation());
        assertEquals(0.25, comparison.result().largestScoreDifference().getAsDouble());
        comparison.add(
                "two",
                Seen.of(labels, 2, 0, 0).segmentation(),
                Seen.of(labels, 2, 0, 0).segmentation());
        assertEquals(0.25, comparison.result().largestScoreDifference().getAsDouble());
    }

    @Test
    void aModelThatGivesIndicesHasNoScoresToCompare() {
        comparison.add(
                "one",
                Seen.of(labels, 2, 0, 0).indicesOnly().segmentation(),
                Seen.of(labels, 2, 0, 0).segmentation());
        assertEquals(OptionalDouble.empty(), comparison.result().largestScoreDifference());
    }

    @Test
    void theMediansAreThoseOfTheModelsTimes() {
        assertEquals(Optional.empty(), comparison.result().firstInvoke());
        for (int millis : new int[] {9, 1, 5, 3}) {
            comparison.add(
                    "any",
                    Seen.of(labels, 1, 0).invoke(Duration.ofMillis(millis)).segmentation(),
                    Seen.of(labels, 1, 0).invoke(Duration.ofMillis(2 * millis)).segmentation());
        }
        assertEquals(Optional.of(Duration.ofMillis(4)), comparison.result().firstInvoke());
        assertEquals(Optional.of(Duration.ofMillis(8)), comparison.result().secondInvoke());
    }

    @Test
    void masksOfTwoSizesAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        comparison.add(
                                "one",
                                Seen.of(labels, 2, 0, 0).segmentation(),
                                Seen.of(labels, 1, 0, 0).segmentation()));
        assertEquals(0, comparison.result().images());
    }

    @Test
    void theAgreementIsSymmetricAndWholeWithOneself() {
        Random random = new Random(4);
        StreamedComparison turned = new StreamedComparison(labels, labels);
        for (int round = 0; round < 50; round++) {
            int[] one = Masks.random(random, 12, 9, 3);
            int[] two = Masks.random(random, 12, 9, 3);
            Seen first = Seen.of(labels, 12, one);
            Seen second = Seen.of(labels, 12, two);
            assertEquals(
                    comparison.add("" + round, first.segmentation(), second.segmentation()),
                    turned.add("" + round, second.segmentation(), first.segmentation()));
            assertEquals(
                    1,
                    new StreamedComparison(labels, labels)
                            .add("same", first.segmentation(), first.segmentation()));
        }
        assertEquals(comparison.result().worst(), turned.result().worst());
        assertEquals(
                comparison.result().confusion().meanIou(), turned.result().confusion().meanIou());
        assertEquals(50 * 12 * 9, comparison.result().confusion().pixels());
    }
}
