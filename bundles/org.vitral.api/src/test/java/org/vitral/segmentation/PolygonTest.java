// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

class PolygonTest {

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    @Test
    void onePixelIsASquareThatRunsCounterClockwiseByItsNumbers() {
        Polygon polygon = TestMask.of("00", "01").polygons(1).getFirst();
        assertEquals(new Ring(1, 1, 2, 1, 2, 2, 1, 2), polygon.outer());
        assertEquals(1, polygon.outer().signedArea());
        assertEquals(List.of(), polygon.holes());
    }

    @Test
    void aHoleRunsTheOtherWayRound() {
        Polygon polygon = TestMask.of("111", "101", "111").polygons(1).getFirst();
        assertEquals(new Ring(0, 0, 3, 0, 3, 3, 0, 3), polygon.outer());
        assertEquals(List.of(new Ring(1, 1, 1, 2, 2, 2, 2, 1)), polygon.holes());
        assertEquals(8, polygon.area());
    }

    @Test
    void onlyTheCornersAreInARing() {
        Polygon polygon = TestMask.of("1110", "1100").polygons(1).getFirst();
        assertEquals(new Ring(0, 0, 3, 0, 3, 1, 2, 1, 2, 2, 0, 2), polygon.outer());
    }

    @Test
    void pixelsThatTouchDiagonallyAreTwoPolygons() {
        assertEquals(2, TestMask.of("10", "01").polygons(1).size());
        assertEquals(2, TestMask.of("01", "10").polygons(1).size());
    }

    /** The area around the missing corner pixel closes at one point only. */
    @Test
    void whatIsEnclosedUpToADiagonalIsAHoleThatTouchesTheOuterRing() {
        Polygon polygon = TestMask.of("1110", "1011", "1111").polygons(1).getFirst();
        assertEquals(0, polygon.holes().getFirst().signedArea() + 1);
        polygon = TestMask.of("1100", "1011", "1111").polygons(1).getFirst();
        assertEquals(1, polygon.holes().size());
        assertEquals(9, polygon.area());
        assertValid(List.of(polygon));
    }

    @Test
    void anIslandInAHoleIsAPolygonOfItsOwn() {
        List<Polygon> polygons =
                TestMask.of("11111", "10001", "10101", "10001", "11111").polygons(1);
        assertEquals(2, polygons.size());
        assertEquals(1, polygons.getFirst().holes().size());
        assertEquals(1, polygons.getLast().area());
    }

    @Test
    void aClassThatIsNotThereHasNoPolygons() {
        assertEquals(List.of(), TestMask.of("00").polygons(3));
    }

    @Test
    void aStaircaseBecomesALine() {
        TestMask stairs =
                TestMask.of("10000000", "11000000", "11100000", "11110000", "11111000", "11111100");
        assertEquals(14, stairs.polygons(1).getFirst().outer().size());
        Ring reduced = stairs.polygons(1, 1).getFirst().outer();
        assertEquals(4, reduced.size(), reduced::toString);
    }

    @Test
    void aToleranceBelowZeroIsRefused() {
        TestMask mask = TestMask.of("1");
        assertThrows(IllegalArgumentException.class, () -> mask.polygons(1, -0.1));
        assertThrows(IllegalArgumentException.class, () -> mask.polygons(1, Double.NaN));
    }

    @Property(tries = 1000, seed = "7")
    void contoursFilledAgainAreTheMask(@ForAll("masks") TestMask mask) {
        for (int label = 0; label < 4; label++) {
            List<Polygon> polygons = mask.polygons(label);
            byte[] filled = filled(polygons, mask.width(), mask.height());
            assertArrayEquals(mask.binary(label), filled);
        }
    }

    @Property(tries = 1000, seed = "8")
    void contoursAreValidByTheJudgementOfJts(@ForAll("masks") TestMask mask) {
        for (int label = 0; label < 4; label++) {
            assertValid(mask.polygons(label));
        }
        for (ConnectedRegion region : mask.regions(Connectivity.EIGHT)) {
            assertValid(region.polygons());
        }
    }

    @Property(tries = 1000, seed = "9")
    void simplifiedPolygonsAreValidByTheJudgementOfJts(
            @ForAll("masks") TestMask mask,
            @ForAll @DoubleRange(min = 0, max = 20) double tolerance) {
        for (int label = 0; label < 4; label++) {
            assertValid(mask.polygons(label, tolerance));
        }
    }

    @Property(tries = 500, seed = "10")
    void eachExactCornerLiesWithinTheToleranceOfWhatReplacesIt(
            @ForAll("masks") TestMask mask,
            @ForAll @DoubleRange(min = 0, max = 6) double tolerance) {
        List<Polygon> exact = mask.polygons(1);
        List<Polygon> simplified = mask.polygons(1, tolerance);
        assertEquals(exact.size(), simplified.size());
        for (int i = 0; i < exact.size(); i++) {
            assertNear(exact.get(i).outer(), simplified.get(i).outer(), tolerance);
            for (int hole = 0; hole < exact.get(i).holes().size(); hole++) {
                assertNear(
                        exact.get(i).holes().get(hole),
                        simplified.get(i).holes().get(hole),
                        tolerance);
            }
        }
    }

    @Provide
    Arbitrary<TestMask> masks() {
        return TestMask.any();
    }

    private static void assertNear(Ring exact, Ring simplified, double tolerance) {
        assertTrue(simplified.size() >= 4 && simplified.size() <= exact.size());
        LinearRing line = jts(simplified);
        for (Coordinate corner : jts(exact).getCoordinates()) {
            assertTrue(GEOMETRY.createPoint(corner).distance(line) <= tolerance + 1e-9);
        }
    }

    private static void assertValid(List<Polygon> polygons) {
        List<org.locationtech.jts.geom.Polygon> parts = new ArrayList<>();
        for (Polygon polygon : polygons) {
            assertTrue(Orientation.isCCW(jts(polygon.outer()).getCoordinateSequence()));
            LinearRing[] holes =
                    polygon.holes().stream().map(PolygonTest::jts).toArray(LinearRing[]::new);
            for (LinearRing hole : holes) {
                assertTrue(!Orientation.isCCW(hole.getCoordinateSequence()));
            }
            parts.add(GEOMETRY.createPolygon(jts(polygon.outer()), holes));
        }
        Geometry whole =
                GEOMETRY.createMultiPolygon(
                        parts.toArray(org.locationtech.jts.geom.Polygon[]::new));
        TopologyValidationError error = new IsValidOp(whole).getValidationError();
        assertNull(error, () -> error + " in " + whole);
    }

    private static LinearRing jts(Ring ring) {
        Coordinate[] corners = new Coordinate[ring.size() + 1];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = new Coordinate(ring.x(i % ring.size()), ring.y(i % ring.size()));
        }
        return GEOMETRY.createLinearRing(corners);
    }

    /** Fills polygons: a pixel is inside where an odd number of sides lies left of its centre. */
    private static byte[] filled(List<Polygon> polygons, int width, int height) {
        byte[] mask = new byte[width * height];
        for (Polygon polygon : polygons) {
            byte[] one = new byte[width * height];
            toggle(polygon.outer(), one, width);
            polygon.holes().forEach(hole -> toggle(hole, one, width));
            for (int i = 0; i < mask.length; i++) {
                assertTrue(mask[i] + one[i] <= 1, "two polygons cover one pixel");
                mask[i] += one[i];
            }
        }
        return mask;
    }

    private static void toggle(Ring ring, byte[] mask, int width) {
        for (int i = 0; i < ring.size(); i++) {
            int next = (i + 1) % ring.size();
            int top = Math.min(ring.y(i), ring.y(next));
            int bottom = Math.max(ring.y(i), ring.y(next));
            assertTrue(
                    ring.x(i) == ring.x(next) != (top == bottom),
                    "a side of an exact contour runs along one axis");
            for (int y = top; y < bottom; y++) {
                for (int x = ring.x(i); x < width; x++) {
                    mask[y * width + x] ^= 1;
                }
            }
        }
    }
}
