// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.vitral.image.Region;

class SoftMaskTest {

    private static final List<String> TWO = List.of("background", "thing");

    /** A straight edge of any direction is where the scores have it, to a part of a pixel. */
    @Property(tries = 200, seed = "11")
    void anEdgeLiesWhereTheScoresPutIt(
            @ForAll @DoubleRange(min = 0, max = 6.28) double direction,
            @ForAll @DoubleRange(min = -6, max = 6) double offset) {
        int size = 40;
        double normalX = Math.cos(direction);
        double normalY = Math.sin(direction);
        // A linear score on a grid of half the size stays linear but for the rim.
        float[] thing = new float[20 * 20];
        for (int at = 0; at < thing.length; at++) {
            double x = (at % 20 + 0.5) * 2 - 20;
            double y = (at / 20 + 0.5) * 2 - 20;
            thing[at] = (float) (x * normalX + y * normalY - offset);
        }
        Scene scene = Scene.scored(region(size), TWO, 20, 20, new float[400], thing);
        float[] covered = covered(scene, 1);
        for (int at = 0; at < covered.length; at++) {
            int x = at % size;
            int y = at / size;
            if (x < 2 || y < 2 || x > 37 || y > 37) {
                continue;
            }
            double distance = (x + 0.5 - 20) * normalX + (y + 0.5 - 20) * normalY - offset;
            assertEquals(Math.clamp(0.5 + distance, 0, 1), covered[at], 0.01, x + ", " + y);
        }
    }

    @Property(tries = 100, seed = "12")
    void theClassOfAPixelHasAtLeastHalfOfItAndSharesItOnlyWithANeighbour(@ForAll Random random) {
        float[][] scores = new float[4][7 * 5];
        for (float[] values : scores) {
            for (int at = 0; at < values.length; at++) {
                values[at] = random.nextFloat();
            }
        }
        Region region = new Region(0, 0, 31, 29);
        Scene scene = Scene.scored(region, List.of("a", "b", "c", "d"), 7, 5, scores);
        SoftMask mask = new SoftMask(scene, scene.categoryMask());
        SoftRow row = new SoftRow(31);
        for (int y = 0; y < 29; y++) {
            mask.read(y, row);
            for (int x = 0; x < 31; x++) {
                assertEquals(scene.categoryMask().label(x, y), row.own[x]);
                assertTrue(row.part[x] >= 0 && row.part[x] <= 0.5f, "part " + row.part[x]);
                if (row.part[x] > 0) {
                    assertTrue(isNear(scene, row.other[x], x, y), x + ", " + y);
                }
            }
        }
    }

    private static boolean isNear(Scene scene, int label, int x, int y) {
        for (int row = Math.max(0, y - 1); row <= Math.min(scene.height() - 1, y + 1); row++) {
            for (int at = Math.max(0, x - 1); at <= Math.min(scene.width() - 1, x + 1); at++) {
                if (scene.categoryMask().label(at, row) == label) {
                    return true;
                }
            }
        }
        return false;
    }

    /** More score everywhere is nowhere less alpha. */
    @Property(tries = 100, seed = "13")
    void alphaIsMonotoneInTheScore(
            @ForAll Random random, @ForAll @DoubleRange(min = 0, max = 1) double more) {
        float[] thing = new float[9 * 9];
        float[] raised = new float[9 * 9];
        for (int at = 0; at < thing.length; at++) {
            thing[at] = 2 * random.nextFloat() - 1;
            raised[at] = thing[at] + (float) more;
        }
        Scene less = Scene.scored(region(50), TWO, 9, 9, new float[81], thing);
        Scene most = Scene.scored(region(50), TWO, 9, 9, new float[81], raised);
        float[] before = covered(less, 1);
        float[] after = covered(most, 1);
        for (int at = 0; at < before.length; at++) {
            assertTrue(
                    after[at] >= before[at] - 0.02f,
                    at % 50 + ", " + at / 50 + ": " + before[at] + " then " + after[at]);
        }
    }

    @Test
    void whereTheMaskIsNotWhatTheScoresSayItsOwnStepsAreSmoothed() {
        float[] thing = new float[100];
        Arrays.fill(thing, 5);
        Scene says = Scene.scored(region(20), TWO, 10, 10, new float[100], thing);
        // A threshold left only a part of the class.
        Scene scene =
                new Scene(
                        region(20),
                        TWO,
                        Scene.empty(20, 20).withEllipse(1, 10, 10, 6, 6).indices(),
                        says.given());
        float[] covered = covered(scene, 1);
        assertEquals(1, covered[10 * 20 + 10]);
        assertEquals(0, covered[0]);
        double area = 0;
        int soft = 0;
        for (float part : covered) {
            area += part;
            soft += part > 0 && part < 1 ? 1 : 0;
        }
        // What stands out at a corner is rounded off.
        assertEquals(Math.PI * 36, area, 10);
        assertTrue(soft > 12, soft + " soft pixels");
    }

    @Property(tries = 20, seed = "14")
    void theStepsOfAnEnlargedMaskOfIndicesAreSmoothed(
            @ForAll @IntRange(min = 2, max = 6) int scale) {
        // A diagonal of steps that are so many pixels wide and high.
        int size = 12 * scale;
        int[] indices = new int[size * size];
        for (int at = 0; at < indices.length; at++) {
            indices[at] = at % size / scale > at / size / scale ? 1 : 0;
        }
        Scene scene = new Scene(region(size), TWO, indices).ofIndices(12, 12);
        float[] covered = covered(scene, 1);
        int soft = 0;
        for (int at = 0; at < indices.length; at++) {
            soft += covered[at] > 0.02f && covered[at] < 0.98f ? 1 : 0;
            int step = Math.abs(at % size - at / size);
            if (step > 2 * scale + 1) {
                assertEquals(indices[at], covered[at], 1e-6f, at % size + ", " + at / size);
            }
        }
        assertTrue(soft >= size - 2, soft + " soft pixels of " + size);
    }

    @Test
    void aStraightEdgeBetweenPixelsStaysSharpWithoutScores() {
        int[] indices = new int[8 * 8];
        Arrays.setAll(indices, at -> at % 8 < 4 ? 0 : 1);
        float[] covered = covered(new Scene(region(8), TWO, indices), 1);
        for (int at = 0; at < covered.length; at++) {
            assertEquals(indices[at], covered[at], 1e-6f);
        }
    }

    private static Region region(int size) {
        return new Region(0, 0, size, size);
    }

    /** How much of each pixel a class has. */
    private static float[] covered(Scene scene, int label) {
        SoftMask mask = new SoftMask(scene, scene.categoryMask());
        SoftRow row = new SoftRow(mask.width);
        float[] covered = new float[mask.width * mask.height];
        for (int y = 0; y < mask.height; y++) {
            mask.read(y, row);
            for (int x = 0; x < mask.width; x++) {
                float own = row.own[x] == label ? 1 - row.part[x] : 0;
                float other = row.part[x] > 0 && row.other[x] == label ? row.part[x] : 0;
                covered[y * mask.width + x] = own + other;
            }
        }
        return covered;
    }
}
