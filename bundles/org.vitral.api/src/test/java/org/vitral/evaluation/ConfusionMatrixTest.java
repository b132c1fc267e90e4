// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    private static final double EXACT = 1e-12;

    /** Class 2 is nowhere. */
    private final ConfusionMatrix matrix =
            new ConfusionMatrix(new long[][] {{3, 1, 0}, {2, 4, 0}, {0, 0, 0}});

    @Test
    void theMeasuresAreThoseComputedByHand() {
        assertEquals(10, matrix.pixels());
        assertEquals(4, matrix.truthPixels(0));
        assertEquals(5, matrix.predictedPixels(0));
        assertEquals(0.7, matrix.pixelAccuracy().getAsDouble(), EXACT);
        assertEquals(3 / 4.0, matrix.accuracy(0).getAsDouble(), EXACT);
        assertEquals(4 / 6.0, matrix.accuracy(1).getAsDouble(), EXACT);
        assertEquals((3 / 4.0 + 4 / 6.0) / 2, matrix.meanAccuracy().getAsDouble(), EXACT);
        assertEquals(3 / 6.0, matrix.iou(0).getAsDouble(), EXACT);
        assertEquals(4 / 7.0, matrix.iou(1).getAsDouble(), EXACT);
        assertEquals((3 / 6.0 + 4 / 7.0) / 2, matrix.meanIou().getAsDouble(), EXACT);
        assertEquals(
                0.4 * 3 / 6.0 + 0.6 * 4 / 7.0, matrix.frequencyWeightedIou().getAsDouble(), EXACT);
    }

    @Test
    void aClassThatIsNowhereHasNoMeasureAndIsInNoMean() {
        assertFalse(matrix.occurs(2));
        assertEquals(OptionalDouble.empty(), matrix.accuracy(2));
        assertEquals(OptionalDouble.empty(), matrix.iou(2));
    }

    @Test
    void aClassThatWasOnlySeenCountsForTheMeanIouAndNotForTheMeanAccuracy() {
        ConfusionMatrix seen = new ConfusionMatrix(new long[][] {{3, 1}, {0, 0}});
        assertTrue(seen.occurs(1));
        assertEquals(OptionalDouble.empty(), seen.accuracy(1));
        assertEquals(0, seen.iou(1).getAsDouble());
        assertEquals(0.75, seen.meanAccuracy().getAsDouble(), EXACT);
        assertEquals(0.375, seen.meanIou().getAsDouble(), EXACT);
    }

    @Test
    void withoutPixelsThereIsNoMeasure() {
        ConfusionMatrix empty = new ConfusionMatrix(new long[2][2]);
        assertEquals(OptionalDouble.empty(), empty.pixelAccuracy());
        assertEquals(OptionalDouble.empty(), empty.meanAccuracy());
        assertEquals(OptionalDouble.empty(), empty.meanIou());
        assertEquals(OptionalDouble.empty(), empty.frequencyWeightedIou());
    }

    @Test
    void theIousAreTheSameWhicheverSideIsTheTruth() {
        Random random = new Random(5);
        for (int round = 0; round < 100; round++) {
            int size = 1 + random.nextInt(6);
            long[][] counts = new long[size][size];
            long[][] turned = new long[size][size];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    counts[i][j] = random.nextInt(4);
                    turned[j][i] = counts[i][j];
                }
            }
            ConfusionMatrix one = new ConfusionMatrix(counts);
            ConfusionMatrix other = new ConfusionMatrix(turned);
            assertEquals(one.pixelAccuracy(), other.pixelAccuracy());
            assertEquals(one.meanIou(), other.meanIou());
            long rows = 0;
            for (int i = 0; i < size; i++) {
                assertEquals(one.truthPixels(i), other.predictedPixels(i));
                rows += one.truthPixels(i);
            }
            assertEquals(one.pixels(), rows);
        }
    }

    @Test
    void theCountsAreCopied() {
        long[][] counts = {{1}};
        ConfusionMatrix copy = new ConfusionMatrix(counts);
        counts[0][0] = 2;
        assertEquals(1, copy.count(0, 0));
    }

    @Test
    void aMatrixIsSquare() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ConfusionMatrix(new long[][] {{1, 2}, {3}}));
    }
}
