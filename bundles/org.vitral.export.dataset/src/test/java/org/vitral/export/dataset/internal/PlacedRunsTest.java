// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.vitral.segmentation.RunLengths;

class PlacedRunsTest {

    @Test
    void aRunThatGoesOnInTheNextColumnOfThePartHasGapsInTheFrame() {
        RunLengths part = new RunLengths(2, 2, 0, 4);
        assertArrayEquals(new int[] {5, 2, 2, 2, 5}, PlacedRuns.in(4, 4, part, 1, 1).counts());
    }

    @Test
    void runsOfAPartAsHighAsTheFrameStayTogether() {
        RunLengths part = new RunLengths(2, 2, 0, 4);
        assertArrayEquals(new int[] {2, 4, 2}, PlacedRuns.in(4, 2, part, 1, 0).counts());
    }

    @Test
    void thePartInTheLastCornerEndsWithARunInside() {
        RunLengths part = new RunLengths(1, 1, 0, 1);
        assertArrayEquals(new int[] {3, 1}, PlacedRuns.in(2, 2, part, 1, 1).counts());
    }

    @Property(tries = 500, seed = "7")
    void everyMaskStandsInTheFrameWhereItsPartLies(@ForAll long seed) {
        Scene scene = Scene.random(seed);
        int[] truth = scene.truth();
        for (int label = 0; label < Scene.THINGS.size(); label++) {
            RunLengths placed =
                    PlacedRuns.in(
                            scene.width(),
                            scene.height(),
                            scene.subject().segmentation().categoryMask().runLengths(label),
                            scene.region().x(),
                            scene.region().y());
            byte[] mask = placed.toMask();
            for (int i = 0; i < mask.length; i++) {
                assertEquals(truth[i] == label, mask[i] == 1);
            }
            assertEquals(
                    placed, RunLengths.parse(scene.width(), scene.height(), placed.compressed()));
        }
    }
}
