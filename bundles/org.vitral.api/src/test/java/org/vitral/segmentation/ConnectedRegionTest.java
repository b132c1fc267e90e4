// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.vitral.image.Region;

class ConnectedRegionTest {

    @Test
    void aRegionHasItsClassAreaBoxAndCentroid() {
        ConnectedRegion region = TestMask.of("0000", "0220", "0200").regions().get(1);
        assertEquals(2, region.label());
        assertEquals(3, region.area());
        assertEquals(new Region(1, 1, 2, 2), region.box());
        assertEquals((1.5 + 2.5 + 1.5) / 3, region.centroidX(), 1e-12);
        assertEquals((1.5 + 1.5 + 2.5) / 3, region.centroidY(), 1e-12);
    }

    @Test
    void theLargestComesFirstAndOfOneSizeTheOneThatBeginsFirst() {
        List<ConnectedRegion> regions = TestMask.of("2003", "0110", "5004").regions();
        assertEquals(
                List.of(1, 0, 0, 2, 3, 0, 0, 5, 4).stream().sorted().toList(),
                regions.stream().map(ConnectedRegion::label).sorted().toList());
        assertEquals(
                List.of(0, 1, 0, 2, 3, 0, 0, 5, 4),
                regions.stream().map(ConnectedRegion::label).toList());
    }

    @Test
    void pixelsThatTouchAtACornerHangTogetherByEightNeighboursOnly() {
        TestMask mask = TestMask.of("100", "010", "101");
        assertEquals(4, count(mask.regions(Connectivity.FOUR), 1));
        assertEquals(1, count(mask.regions(Connectivity.EIGHT), 1));
        assertEquals(1, count(mask.regions(Connectivity.EIGHT), 0));
    }

    @Test
    void aSpiralIsOneRegion() {
        TestMask mask = TestMask.of("11111", "00001", "11101", "10001", "11111");
        assertEquals(1, count(mask.regions(), 1));
        assertEquals(1, count(mask.regions(), 0));
    }

    @Test
    void classesBeyondTwoHundredAndFiftyFiveAreToldApart() {
        TestMask mask = new TestMask(2, 2, 2, new int[] {300, 44, 300, 60_000});
        List<ConnectedRegion> regions = mask.regions();
        assertEquals(300, regions.getFirst().label());
        assertEquals(2, regions.getFirst().area());
        assertEquals(60_000, regions.getLast().label());
    }

    @Property(tries = 1000, seed = "4")
    void regionsAreThoseThatFloodingFinds(
            @ForAll("masks") TestMask mask, @ForAll Connectivity connectivity) {
        List<String> expected = flooded(mask, connectivity);
        List<String> found = new ArrayList<>();
        for (ConnectedRegion region : mask.regions(connectivity)) {
            found.add(
                    "%d %d %s %.9f %.9f"
                            .formatted(
                                    region.label(),
                                    region.area(),
                                    region.box(),
                                    region.centroidX(),
                                    region.centroidY()));
        }
        assertEquals(expected, found);
    }

    @Property(tries = 300, seed = "5")
    void aRegionBySidesIsOnePolygonOfItsArea(@ForAll("masks") TestMask mask) {
        for (ConnectedRegion region : mask.regions()) {
            assertEquals(1, region.polygons().size());
            assertEquals(region.area(), region.polygons().getFirst().area());
        }
    }

    @Property(tries = 300, seed = "6")
    void aRegionByCornersIsSeveralPolygonsOfItsArea(@ForAll("masks") TestMask mask) {
        for (ConnectedRegion region : mask.regions(Connectivity.EIGHT)) {
            double area = region.polygons().stream().mapToDouble(Polygon::area).sum();
            assertEquals(region.area(), area);
            assertTrue(!region.polygons().isEmpty());
        }
    }

    @Provide
    Arbitrary<TestMask> masks() {
        return TestMask.any();
    }

    private static long count(List<ConnectedRegion> regions, int label) {
        return regions.stream().filter(region -> region.label() == label).count();
    }

    /** The regions by the plainest of ways: from each pixel to its neighbours. */
    private static List<String> flooded(TestMask mask, Connectivity connectivity) {
        record Found(long area, String text) {}
        boolean[] seen = new boolean[mask.labels().length];
        List<Found> found = new ArrayList<>();
        for (int start = 0; start < seen.length; start++) {
            if (seen[start]) {
                continue;
            }
            Deque<Integer> waiting = new ArrayDeque<>(List.of(start));
            List<Integer> pixels = new ArrayList<>();
            seen[start] = true;
            while (!waiting.isEmpty()) {
                int pixel = waiting.pop();
                pixels.add(pixel);
                for (int neighbour : neighbours(mask, pixel, connectivity)) {
                    if (!seen[neighbour] && mask.labels()[neighbour] == mask.labels()[start]) {
                        seen[neighbour] = true;
                        waiting.push(neighbour);
                    }
                }
            }
            int[] xs = pixels.stream().mapToInt(pixel -> pixel % mask.width()).toArray();
            int[] ys = pixels.stream().mapToInt(pixel -> pixel / mask.width()).toArray();
            int left = Arrays.stream(xs).min().orElseThrow();
            int top = Arrays.stream(ys).min().orElseThrow();
            Region box =
                    new Region(
                            left,
                            top,
                            Arrays.stream(xs).max().orElseThrow() - left + 1,
                            Arrays.stream(ys).max().orElseThrow() - top + 1);
            found.add(
                    new Found(
                            pixels.size(),
                            "%d %d %s %.9f %.9f"
                                    .formatted(
                                            mask.labels()[start],
                                            pixels.size(),
                                            box,
                                            Arrays.stream(xs).average().orElseThrow() + 0.5,
                                            Arrays.stream(ys).average().orElseThrow() + 0.5)));
        }
        found.sort(Comparator.comparingLong(Found::area).reversed());
        return found.stream().map(Found::text).toList();
    }

    private static List<Integer> neighbours(TestMask mask, int pixel, Connectivity connectivity) {
        List<Integer> neighbours = new ArrayList<>();
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                int x = pixel % mask.width() + dx;
                int y = pixel / mask.width() + dy;
                boolean near = connectivity == Connectivity.EIGHT || dx == 0 || dy == 0;
                if (near && x >= 0 && y >= 0 && x < mask.width() && y < mask.height()) {
                    neighbours.add(y * mask.width() + x);
                }
            }
        }
        return neighbours;
    }
}
