// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.vitral.segmentation.Polygon;
import org.vitral.segmentation.Ring;

/**
 * One ring for a polygon with holes, for formats that know none: each hole is reached by a bridge
 * of no width, along which the ring goes there and back. Filled by the even-odd rule, or by that of
 * non-zero winding, it covers what the polygon does.
 *
 * <p>The bridge of a hole goes from its leftmost corner to the left, to the next line. Holes are
 * taken from left to right, so that this line is always one of the ring.
 */
final class BridgedRing {

    private record Point(double x, double y) {}

    private record Hole(List<Point> points) {

        /** Begins with its leftmost corner, of several the topmost. */
        static Hole of(Ring ring) {
            int first = 0;
            for (int i = 1; i < ring.size(); i++) {
                if (ring.x(i) < ring.x(first)
                        || ring.x(i) == ring.x(first) && ring.y(i) < ring.y(first)) {
                    first = i;
                }
            }
            List<Point> points = new ArrayList<>(ring.size());
            for (int i = 0; i < ring.size(); i++) {
                int corner = (first + i) % ring.size();
                points.add(new Point(ring.x(corner), ring.y(corner)));
            }
            return new Hole(points);
        }

        Point start() {
            return points.getFirst();
        }
    }

    private BridgedRing() {}

    /** The corners, x and y of each by turns; the first one is not repeated. */
    static double[] of(Polygon polygon) {
        List<Point> ring = new ArrayList<>();
        for (int i = 0; i < polygon.outer().size(); i++) {
            ring.add(new Point(polygon.outer().x(i), polygon.outer().y(i)));
        }
        List<Hole> holes = new ArrayList<>(polygon.holes().stream().map(Hole::of).toList());
        holes.sort(
                Comparator.comparingDouble((Hole hole) -> hole.start().x())
                        .thenComparingDouble(hole -> hole.start().y()));
        for (Hole hole : holes) {
            bridge(ring, hole);
        }
        double[] corners = new double[2 * ring.size()];
        for (int i = 0; i < ring.size(); i++) {
            corners[2 * i] = ring.get(i).x();
            corners[2 * i + 1] = ring.get(i).y();
        }
        return corners;
    }

    private static void bridge(List<Point> ring, Hole hole) {
        Point start = hole.start();
        int nearest = -1;
        double at = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < ring.size(); i++) {
            double x = crossing(ring.get(i), ring.get((i + 1) % ring.size()), start);
            if (x > at) {
                at = x;
                nearest = i;
            }
        }
        if (nearest < 0) {
            throw new IllegalStateException(
                    "The hole at (%s, %s) lies outside of its polygon"
                            .formatted(start.x(), start.y()));
        }
        Point foot = new Point(at, start.y());
        List<Point> detour = new ArrayList<>();
        if (!foot.equals(start) && !ring.get(nearest).equals(foot)) {
            detour.add(foot);
        }
        detour.addAll(hole.points());
        // A hole that touches the ring has a bridge of no length.
        if (!foot.equals(start)) {
            detour.add(start);
        }
        if (!ring.get((nearest + 1) % ring.size()).equals(foot)) {
            detour.add(foot);
        }
        ring.addAll(nearest + 1, detour);
    }

    /** Where the line from a point to the left meets a side, or negative infinity. */
    private static double crossing(Point a, Point b, Point from) {
        if (from.y() < Math.min(a.y(), b.y()) || from.y() > Math.max(a.y(), b.y())) {
            return Double.NEGATIVE_INFINITY;
        }
        double x;
        if (a.y() == b.y()) {
            x = Math.max(a.x(), b.x());
        } else {
            x = a.x() + (from.y() - a.y()) / (b.y() - a.y()) * (b.x() - a.x());
        }
        return x <= from.x() ? x : Double.NEGATIVE_INFINITY;
    }
}
