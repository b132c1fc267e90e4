// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.geom.Path2D;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConnectedRegion;
import org.vitral.segmentation.Polygon;

class BridgedRingTest {

    @Test
    void aPolygonWithoutHolesIsItsRing() {
        Polygon square = mask(Scene.of("11", "11")).polygons(1).getFirst();
        assertEquals(4, BridgedRing.of(square).length / 2);
    }

    @Test
    void aHoleIsReachedFromTheLineToItsLeft() {
        Polygon frame = mask(Scene.of("111", "101", "111")).polygons(1).getFirst();
        assertArrayEquals(
                new double[] {0, 0, 3, 0, 3, 3, 0, 3, 0, 1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 0, 1},
                BridgedRing.of(frame));
    }

    @Property(tries = 300, seed = "7")
    void itsAreaIsTheNumberOfPixels(@ForAll long seed) {
        Scene scene = Scene.random(seed);
        for (ConnectedRegion region : mask(scene).regions()) {
            assertEquals(region.area(), area(BridgedRing.of(region.polygons().getFirst())));
        }
    }

    @Property(tries = 200, seed = "7")
    void filledByEitherRuleItGivesTheMask(@ForAll long seed) {
        Scene scene = Scene.random(seed);
        CategoryMask mask = mask(scene);
        for (int label = 0; label < Scene.THINGS.size(); label++) {
            for (int rule : new int[] {Path2D.WIND_EVEN_ODD, Path2D.WIND_NON_ZERO}) {
                List<Path2D> rings = mask.polygons(label).stream().map(p -> path(p, rule)).toList();
                for (int y = 0; y < mask.height(); y++) {
                    for (int x = 0; x < mask.width(); x++) {
                        double middleX = x + 0.5;
                        double middleY = y + 0.5;
                        assertEquals(
                                mask.label(x, y) == label,
                                rings.stream().anyMatch(r -> r.contains(middleX, middleY)));
                    }
                }
            }
        }
    }

    @Property(tries = 200, seed = "7")
    void withFewerCornersItsAreaIsStillThatOfThePolygon(@ForAll long seed) {
        for (ConnectedRegion region : mask(Scene.random(seed)).regions()) {
            for (Polygon polygon : region.polygons(1.5)) {
                assertEquals(polygon.area(), area(BridgedRing.of(polygon)), 1e-6);
            }
        }
    }

    private static CategoryMask mask(Scene scene) {
        return scene.subject().segmentation().categoryMask();
    }

    private static Path2D path(Polygon polygon, int rule) {
        double[] corners = BridgedRing.of(polygon);
        Path2D path = new Path2D.Double(rule);
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(corners[i], corners[i + 1]);
        }
        path.closePath();
        return path;
    }

    private static double area(double[] corners) {
        double doubled = 0;
        for (int i = 0, last = corners.length - 2; i < corners.length; last = i, i += 2) {
            doubled += corners[last] * corners[i + 1] - corners[i] * corners[last + 1];
        }
        return doubled / 2;
    }
}
