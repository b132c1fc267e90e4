// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Takes corners out of rings, those first that change the area least (Visvalingam and Whyatt,
 * 1993). A corner may go if all exact corners that the line between its neighbours replaces are
 * near that line, and if no other corner lies in the triangle between it and its two neighbours:
 * then that line crosses and touches nothing, whatever came before. All comparisons of places are
 * in integers, and exact.
 *
 * @see <a href="https://doi.org/10.1179/000870493786962263">Line generalisation by repeated
 *     elimination of points</a>
 */
final class RingReduction {

    /** A ring keeps so many corners, that small ones stay what they look like. */
    private static final int FEWEST = 4;

    private final int[] xs;
    private final int[] ys;
    private final List<int[]> rings;
    private final double squaredTolerance;

    /** The first corner of each row, from {@link #top} on, and behind the last one. */
    private final int[] rowStarts;

    private final int top;
    private final int[] ringOf;
    private final int[] placeOf;
    private final int[] before;
    private final int[] after;
    private final int[] left;
    private final boolean[] gone;

    /** Counts up when what is known about a corner is out of date. */
    private final int[] stamps;

    private final PriorityQueue<Candidate> candidates =
            new PriorityQueue<>(
                    Comparator.comparingLong(Candidate::doubledArea)
                            .thenComparingInt(Candidate::span)
                            .thenComparingInt(Candidate::corner));

    private record Candidate(long doubledArea, int span, int corner, int stamp) {}

    private RingReduction(int[] xs, int[] ys, int size, List<int[]> rings, double tolerance) {
        this.xs = xs;
        this.ys = ys;
        this.rings = rings;
        this.squaredTolerance = tolerance * tolerance;
        this.top = size == 0 ? 0 : ys[0];
        this.rowStarts = new int[size == 0 ? 1 : ys[size - 1] - top + 2];
        for (int corner = 0; corner < size; corner++) {
            rowStarts[ys[corner] - top + 1] = corner + 1;
        }
        for (int row = 1; row < rowStarts.length; row++) {
            rowStarts[row] = Math.max(rowStarts[row], rowStarts[row - 1]);
        }
        this.ringOf = new int[size];
        this.placeOf = new int[size];
        this.before = new int[size];
        this.after = new int[size];
        this.gone = new boolean[size];
        this.stamps = new int[size];
        this.left = new int[rings.size()];
    }

    /**
     * The rings with fewer corners, in the same order.
     *
     * @param xs of the corners, which are ordered by y and then by x
     * @param size the number of corners
     * @param rings the corners of each ring
     * @param tolerance how far an exact corner may lie from the line that replaces it
     */
    static List<int[]> reduce(int[] xs, int[] ys, int size, List<int[]> rings, double tolerance) {
        RingReduction reduction = new RingReduction(xs, ys, size, rings, tolerance);
        reduction.connect();
        reduction.run();
        return reduction.kept();
    }

    private void connect() {
        for (int number = 0; number < rings.size(); number++) {
            int[] ring = rings.get(number);
            left[number] = ring.length;
            for (int place = 0; place < ring.length; place++) {
                ringOf[ring[place]] = number;
                placeOf[ring[place]] = place;
                before[ring[place]] = ring[(place + ring.length - 1) % ring.length];
                after[ring[place]] = ring[(place + 1) % ring.length];
            }
        }
        for (int[] ring : rings) {
            for (int corner : ring) {
                consider(corner);
            }
        }
    }

    private void consider(int corner) {
        int stamp = ++stamps[corner];
        long area = Math.abs(turn(before[corner], corner, after[corner]));
        candidates.add(new Candidate(area, span(corner), corner, stamp));
    }

    /** The number of exact lines between the two neighbours of a corner. */
    private int span(int corner) {
        int length = rings.get(ringOf[corner]).length;
        return Math.floorMod(placeOf[after[corner]] - placeOf[before[corner]], length);
    }

    private void run() {
        while (!candidates.isEmpty()) {
            Candidate candidate = candidates.poll();
            int corner = candidate.corner();
            if (candidate.stamp() == stamps[corner]
                    && left[ringOf[corner]] > FEWEST
                    && isNear(corner)
                    && isFree(corner)) {
                remove(corner);
            }
        }
    }

    private void remove(int corner) {
        int previous = before[corner];
        int following = after[corner];
        gone[corner] = true;
        left[ringOf[corner]]--;
        after[previous] = following;
        before[following] = previous;
        consider(previous);
        consider(following);
    }

    /** Whether all exact corners between the neighbours are near the line between these. */
    private boolean isNear(int corner) {
        int[] ring = rings.get(ringOf[corner]);
        int end = after[corner];
        int place = placeOf[before[corner]];
        while (true) {
            place = place + 1 == ring.length ? 0 : place + 1;
            if (ring[place] == end) {
                return true;
            }
            if (squaredDistance(ring[place], before[corner], end) > squaredTolerance) {
                return false;
            }
        }
    }

    private double squaredDistance(int corner, int start, int end) {
        double dx = (double) xs[end] - xs[start];
        double dy = (double) ys[end] - ys[start];
        double px = (double) xs[corner] - xs[start];
        double py = (double) ys[corner] - ys[start];
        double along = px * dx + py * dy;
        double length = dx * dx + dy * dy;
        if (along <= 0) {
            return px * px + py * py;
        }
        if (along >= length) {
            return (px - dx) * (px - dx) + (py - dy) * (py - dy);
        }
        double across = px * dy - py * dx;
        return across * across / length;
    }

    /** Whether no other corner lies in the triangle of a corner and its neighbours. */
    private boolean isFree(int corner) {
        int a = before[corner];
        int b = corner;
        int c = after[corner];
        if (turn(a, b, c) < 0) {
            a = c;
            c = before[corner];
        }
        int low = Math.min(xs[a], Math.min(xs[b], xs[c]));
        int high = Math.max(xs[a], Math.max(xs[b], xs[c]));
        int first = Math.min(ys[a], Math.min(ys[b], ys[c]));
        int last = Math.max(ys[a], Math.max(ys[b], ys[c]));
        boolean metAtA = false;
        boolean metAtC = false;
        for (int y = first; y <= last; y++) {
            int end = rowStarts[y - top + 1];
            int other = Arrays.binarySearch(xs, rowStarts[y - top], end, low);
            // Several may have this x: the search finds any of them.
            other = other < 0 ? -other - 1 : firstAt(other, rowStarts[y - top]);
            for (; other < end && xs[other] <= high; other++) {
                if (gone[other] || other == a || other == b || other == c) {
                    continue;
                }
                if (isSamePlace(other, a)) {
                    metAtA = true;
                } else if (isSamePlace(other, c)) {
                    metAtC = true;
                } else if (turn(a, b, other) >= 0
                        && turn(b, c, other) >= 0
                        && turn(c, a, other) >= 0) {
                    return false;
                }
            }
        }
        // Where it meets others at both ends, the new line may be one that they have already.
        return !(metAtA && metAtC);
    }

    private int firstAt(int found, int start) {
        int first = found;
        while (first > start && xs[first - 1] == xs[found]) {
            first--;
        }
        return first;
    }

    private boolean isSamePlace(int a, int b) {
        return xs[a] == xs[b] && ys[a] == ys[b];
    }

    /** Twice the signed area of the triangle of three corners. */
    private long turn(int a, int b, int c) {
        return ((long) xs[b] - xs[a]) * ((long) ys[c] - ys[a])
                - ((long) xs[c] - xs[a]) * ((long) ys[b] - ys[a]);
    }

    private List<int[]> kept() {
        List<int[]> kept = new ArrayList<>(rings.size());
        for (int number = 0; number < rings.size(); number++) {
            int[] ring = new int[left[number]];
            int size = 0;
            for (int corner : rings.get(number)) {
                if (!gone[corner]) {
                    ring[size++] = corner;
                }
            }
            kept.add(ring);
        }
        return kept;
    }
}
