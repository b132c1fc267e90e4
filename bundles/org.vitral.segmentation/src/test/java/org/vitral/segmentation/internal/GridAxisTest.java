// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridAxisTest {

    @Test
    void withAlignedCornersEachEighthPlaceOfDeepLabLiesOnTheGrid() {
        GridAxis axis = GridAxis.of(257, 257, 33, Resizing.ALIGN_CORNERS);
        for (int place = 0; place < 257; place++) {
            assertEquals(place / 8, axis.cell[place]);
            assertEquals(place % 8 / 8.0, axis.fraction[place]);
        }
    }

    @Test
    void withHalfPixelCentresTheOutermostScoresCountBeyondTheirCentres() {
        GridAxis axis = GridAxis.of(8, 8, 2, Resizing.HALF_PIXEL);
        assertArrayEquals(new int[] {0, 0, 0, 0, 0, 0, 1, 1}, axis.cell);
        assertArrayEquals(
                new double[] {0, 0, 0.125, 0.375, 0.625, 0.875, 0, 0}, axis.fraction, 1e-15);
    }

    @Test
    void withNeitherFlagTheLastScoreCountsFromItsPlaceOn() {
        GridAxis axis = GridAxis.of(4, 4, 2, Resizing.PLAIN);
        assertArrayEquals(new int[] {0, 0, 1, 1}, axis.cell);
        assertArrayEquals(new double[] {0, 0.5, 0, 0}, axis.fraction);
    }

    @Test
    void aGridAtTheSizeOfTheModelIsInterpolatedBetweenTheCentresOfItsPlaces() {
        GridAxis axis = GridAxis.of(6, 3, 3, Resizing.ALIGN_CORNERS);
        assertArrayEquals(new int[] {0, 0, 0, 1, 1, 2}, axis.cell);
        assertArrayEquals(new double[] {0, 0.25, 0.75, 0.25, 0.75, 0}, axis.fraction);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 257, 33", "7, 257, 33", "640, 257, 33", "300, 1, 1", "5, 4, 1"})
    void theRunsFollowEachOtherAndEachHoldsOneCell(int places, int model, int grid) {
        for (Resizing resizing : Resizing.values()) {
            GridAxis axis = GridAxis.of(places, model, grid, resizing);
            assertEquals(0, axis.runStart[0]);
            assertEquals(places, axis.runStart[axis.runs()]);
            for (int run = 0; run < axis.runs(); run++) {
                assertTrue(axis.runStart[run] < axis.runStart[run + 1]);
                for (int i = axis.runStart[run]; i < axis.runStart[run + 1]; i++) {
                    assertEquals(axis.cell[axis.runStart[run]], axis.cell[i]);
                    assertTrue(axis.cell[i] < grid);
                    assertTrue(axis.fraction[i] >= 0 && axis.fraction[i] < 1);
                }
            }
        }
    }
}
