// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.vitral.segmentation.Blending;
import org.vitral.segmentation.Tiling;

class TileAxisTest {

    @Property(seed = "20261126")
    void theWeightsOfAllTilesAddUpToOneInEachPixel(
            @ForAll @IntRange(min = 1, max = 2000) int length,
            @ForAll @IntRange(min = 1, max = 600) int tile,
            @ForAll @DoubleRange(min = 0, max = Tiling.MOST_OVERLAP) double overlap,
            @ForAll Blending blending) {
        TileAxis axis = TileAxis.of(length, tile, overlap, blending);
        double[] sums = new double[length];
        for (int i = 0; i < axis.count(); i++) {
            double[] weights = axis.weights(i);
            for (int x = 0; x < weights.length; x++) {
                assertTrue(weights[x] > 0 && weights[x] <= 1, "weight " + weights[x]);
                sums[axis.start(i) + x] += weights[x];
            }
        }
        for (double sum : sums) {
            assertEquals(1, sum, 1e-12);
        }
    }

    @Property(seed = "20261127")
    void tilesCoverAllAndOverlapAsAskedAndOneLessWouldNotDo(
            @ForAll @IntRange(min = 1, max = 50_000) int length,
            @ForAll @IntRange(min = 1, max = 5000) int tile,
            @ForAll @DoubleRange(min = 0, max = Tiling.MOST_OVERLAP) double overlap) {
        TileAxis axis = TileAxis.of(length, tile, overlap, Blending.LINEAR);
        int least = tile == 1 ? 0 : (int) Math.ceil(overlap * tile);
        assertEquals(0, axis.start(0));
        assertEquals(length, axis.end(axis.count() - 1));
        for (int i = 1; i < axis.count(); i++) {
            assertTrue(axis.end(i - 1) - axis.start(i) >= least, "overlap of " + i);
        }
        if (axis.count() > 1) {
            long reach = (axis.count() - 1L) * tile - (axis.count() - 2L) * least;
            assertTrue(reach < length, axis.count() + " tiles");
        }
        assertTrue(axis.depth() <= 3, "depth " + axis.depth());
    }

    @Test
    void twoTilesShareTheirOverlapAlongAStraightLine() {
        TileAxis axis = TileAxis.of(12, 8, 0.5, Blending.LINEAR);
        assertEquals(2, axis.count());
        assertEquals(1, axis.weight(0, 3));
        assertEquals(0.875, axis.weight(0, 4));
        assertEquals(0.125, axis.weight(0, 7));
        assertEquals(0, axis.weight(0, 8));
        assertEquals(0.875, axis.weight(1, 7));
    }

    @Test
    void aCosineIsFlatAtBothSidesOfTheOverlap() {
        TileAxis axis = TileAxis.of(12, 8, 0.5, Blending.COSINE);
        assertEquals((1 + Math.cos(Math.PI / 8)) / 2, axis.weight(0, 4), 1e-15);
    }

    @Test
    void anAxisThatIsNotLongerThanATileIsOneTile() {
        TileAxis axis = TileAxis.of(7, 8, 0.25, Blending.LINEAR);
        assertEquals(1, axis.count());
        assertEquals(7, axis.tile());
    }
}
