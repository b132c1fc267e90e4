// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vitral.evaluation.ConfusionMatrix;
import org.vitral.evaluation.EvaluationResult;
import org.vitral.evaluation.Evaluator;

class StreamedEvaluationTest {

    private static final double EXACT = 1e-12;
    private static final OptionalInt VOC = OptionalInt.of(Evaluator.VOC_IGNORE);

    private final StreamedEvaluation evaluation = new StreamedEvaluation(Masks.labels(3), VOC);

    @Test
    void pixelsAreCountedByWhatTheyAreAndWhatTheyWereSeenAs() {
        evaluation.add(Masks.truth(3, 0, 0, 1, 1, 1, 2), Masks.mask(3, 0, 1, 1, 1, 0, 2));
        evaluation.add(Masks.truth(2, 2, 2), Masks.wideMask(2, 0, 2));

        EvaluationResult result = evaluation.result();
        ConfusionMatrix confusion = result.confusion();
        assertEquals(2, result.images());
        assertEquals(8, confusion.pixels());
        assertEquals(1, confusion.count(0, 0));
        assertEquals(1, confusion.count(0, 1));
        assertEquals(1, confusion.count(1, 0));
        assertEquals(2, confusion.count(1, 1));
        assertEquals(1, confusion.count(2, 0));
        assertEquals(2, confusion.count(2, 2));
        assertEquals(2 / 4.0, confusion.iou(1).getAsDouble(), EXACT);
        assertEquals(2 / 3.0, confusion.iou(2).getAsDouble(), EXACT);
    }

    @Test
    void ignoredPixelsDoNotCount() {
        evaluation.add(Masks.truth(4, 0, 255, 1, 255), Masks.mask(4, 0, 2, 1, 0));

        EvaluationResult result = evaluation.result();
        assertEquals(2, result.ignoredPixels());
        assertEquals(2, result.confusion().pixels());
        assertEquals(1, result.confusion().meanIou().getAsDouble(), EXACT);
        assertEquals(0, result.boundaries().get(2).images());
    }

    @Test
    void aClassCanBeIgnored() {
        StreamedEvaluation withoutFirst =
                new StreamedEvaluation(Masks.labels(2), OptionalInt.of(0));
        withoutFirst.add(Masks.truth(3, 0, 1, 1), Masks.mask(3, 1, 1, 0));
        assertEquals(2, withoutFirst.result().confusion().pixels());
        assertEquals(0.5, withoutFirst.result().confusion().pixelAccuracy().getAsDouble(), EXACT);
    }

    @Test
    void aTruthOfIgnoredPixelsOnlyGivesNoMeasure() {
        evaluation.add(Masks.truth(2, 255, 255), Masks.mask(2, 0, 1));

        EvaluationResult result = evaluation.result();
        assertEquals(1, result.images());
        assertEquals(OptionalDouble.empty(), result.confusion().meanIou());
        assertEquals(OptionalDouble.empty(), result.boundaryF());
    }

    @Test
    void whatDoesNotFitIsRefusedAndLeavesNoTrace() {
        evaluation.add(Masks.truth(2, 0, 1), Masks.mask(2, 0, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> evaluation.add(Masks.truth(2, 0, 1), Masks.mask(1, 0, 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> evaluation.add(Masks.truth(2, 0, 3), Masks.mask(2, 0, 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> evaluation.add(Masks.truth(2, 0, 1), Masks.mask(2, 0, 3)));
        assertEquals(1, evaluation.result().images());
        assertEquals(2, evaluation.result().confusion().pixels());
    }

    @Test
    void aResultDoesNotChangeWhenMoreIsCounted() {
        evaluation.add(Masks.truth(1, 0), Masks.mask(1, 0));
        EvaluationResult before = evaluation.result();
        evaluation.add(Masks.truth(1, 1), Masks.mask(1, 0));
        assertEquals(1, before.confusion().pixels());
    }

    @Test
    void masksThatAreTheTruthGetFullMarksEverywhere() {
        Random random = new Random(11);
        for (int round = 0; round < 60; round++) {
            int width = 1 + random.nextInt(40);
            int height = 1 + random.nextInt(40);
            int[] indices = Masks.random(random, width, height, 3);
            StreamedEvaluation same = new StreamedEvaluation(Masks.labels(3), VOC);
            same.add(Masks.truth(width, indices), Masks.mask(width, indices));
            EvaluationResult result = same.result();
            assertEquals(1, result.confusion().pixelAccuracy().getAsDouble());
            assertEquals(1, result.confusion().meanIou().getAsDouble());
            assertEquals(1, result.confusion().frequencyWeightedIou().getAsDouble(), EXACT);
            assertEquals(1, result.boundaryF().getAsDouble());
        }
    }

    @Test
    void masksThatAreTheTruthWhereItIsKnownGetFullMarks() {
        Random random = new Random(12);
        for (int round = 0; round < 60; round++) {
            int width = 1 + random.nextInt(40);
            int[] seen = Masks.random(random, width, 30, 3);
            int[] known = seen.clone();
            for (int i = 0; i < known.length; i++) {
                known[i] = i % width > width / 3 || i == 0 ? known[i] : 255;
            }
            StreamedEvaluation same = new StreamedEvaluation(Masks.labels(3), VOC);
            same.add(Masks.truth(width, known), Masks.mask(width, seen));
            assertEquals(1, same.result().confusion().meanIou().getAsDouble());
            assertEquals(1, same.result().boundaryF().getAsDouble());
        }
    }

    @Test
    void everyPixelIsCountedOnce() {
        Random random = new Random(13);
        long pixels = 0;
        for (int round = 0; round < 40; round++) {
            int[] truth = Masks.random(random, 20, 10, 3);
            truth[round] = 255;
            evaluation.add(Masks.truth(20, truth), Masks.mask(20, Masks.random(random, 20, 10, 3)));
            pixels += 200;
        }
        EvaluationResult result = evaluation.result();
        assertEquals(40, result.ignoredPixels());
        assertEquals(pixels, result.ignoredPixels() + result.confusion().pixels());
    }

    @Test
    void aBoundaryNearTheTruthsMatchesAndOneFartherAwayDoesNot() {
        // The diagonal is 500 pixels, so 3.75 pixels are near.
        int[] truth = Masks.filled(400, 300, (x, _) -> x < 200 ? 0 : 1);
        for (int shift = 0; shift < 6; shift++) {
            int edge = 200 + shift;
            StreamedEvaluation one = new StreamedEvaluation(Masks.labels(2), VOC);
            one.add(
                    Masks.truth(400, truth),
                    Masks.mask(400, Masks.filled(400, 300, (x, _) -> x < edge ? 0 : 1)));
            assertEquals(shift < 4 ? 1 : 0, one.result().boundaryF().getAsDouble(), "" + shift);
        }
    }

    @Test
    void aHalfWrongBoundaryGetsItsHarmonicMean() {
        // Stripes: the truth has an edge at 100, the mask at 100 and at 300.
        int[] truth = Masks.filled(400, 300, (x, _) -> x < 100 ? 0 : 1);
        int[] seen = Masks.filled(400, 300, (x, _) -> x < 100 || x >= 300 ? 0 : 1);
        StreamedEvaluation half = new StreamedEvaluation(Masks.labels(2), VOC);
        half.add(Masks.truth(400, truth), Masks.mask(400, seen));
        EvaluationResult result = half.result();
        assertEquals(0.5, result.boundaries().get(1).precision(), EXACT);
        assertEquals(1, result.boundaries().get(1).recall(), EXACT);
        assertEquals(2 / 3.0, result.boundaries().get(1).f(), EXACT);
        assertEquals(2 / 3.0, result.boundaryF().getAsDouble(), EXACT);
        assertEquals(0.5, result.boundaryPrecision().getAsDouble(), EXACT);
        assertEquals(1, result.boundaryRecall().getAsDouble(), EXACT);
    }

    @Test
    void aClassThatIsMissingOnOneSideHasNoBoundaryThere() {
        evaluation.add(Masks.truth(2, 0, 0), Masks.mask(2, 1, 1));
        evaluation.add(Masks.truth(2, 1, 1), Masks.mask(2, 1, 1));
        EvaluationResult result = evaluation.result();
        assertEquals(0, result.boundaries().get(0).f());
        assertEquals(1, result.boundaries().get(0).images());
        assertEquals(0.5, result.boundaries().get(1).f(), EXACT);
        assertEquals(2, result.boundaries().get(1).images());
        assertEquals(0.25, result.boundaryF().getAsDouble(), EXACT);
    }
}
