// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the rings around runs. Lines between two rows are visited from top to bottom; where the end
 * of a run above or below has no counterpart on the other side, there is a corner. Along the line,
 * corners are connected in pairs; across the lines, those that a side of runs leads to.
 *
 * <p>A corner at which two pixels touch diagonally counts twice, once for each of them. A ring that
 * comes to both is divided there, so that no ring touches itself.
 */
final class RunOutline {

    private static final int NONE = -1;

    private final Runs runs;

    /** The first run of what each run hangs together with by sides. */
    private final int[] parts;

    /** The corners, ordered by y and then by x. */
    private int[] xs = new int[64];

    private int[] ys = new int[64];

    /** The corner that follows each. */
    private int[] next = new int[64];

    /** The other corner at the same place, or {@link #NONE}. */
    private int[] twins = new int[64];

    /** The part of the runs that each corner belongs to. */
    private int[] owners = new int[64];

    private int size;

    /** The corner on this line that waits for the next one, or {@link #NONE}. */
    private int open = NONE;

    private boolean openInsideBelow;

    /** For each end of a run, the corner where the side that passes through it begins. */
    private final int[] sideTops;

    private RunOutline(Runs runs) {
        this.runs = runs;
        this.parts = RunUnion.roots(runs, null, Connectivity.FOUR);
        this.sideTops = new int[2 * runs.size];
    }

    /**
     * The polygons around runs of one class, one for each part that hangs together by sides, in the
     * order of their first pixels.
     *
     * @param tolerance how far an exact corner may lie from what replaces it
     */
    static List<Polygon> polygons(Runs runs, double tolerance) {
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException(
                    "A tolerance is 0 or more, but this is " + tolerance);
        }
        RunOutline outline = new RunOutline(runs);
        runs.eachLine(outline::visitLine);
        List<int[]> rings = outline.rings();
        List<int[]> kept =
                tolerance == 0
                        ? rings
                        : RingReduction.reduce(
                                outline.xs, outline.ys, outline.size, rings, tolerance);
        return outline.assemble(rings, kept);
    }

    /** Makes the corners between the runs of one row and those of the next one. */
    private void visitLine(int above, int below, int end, int y) {
        int a = 2 * above;
        int b = 2 * below;
        while (a < 2 * below || b < 2 * end) {
            int xAbove = a < 2 * below ? runs.endpoint(a) : Integer.MAX_VALUE;
            int xBelow = b < 2 * end ? runs.endpoint(b) : Integer.MAX_VALUE;
            boolean meet = xAbove == xBelow;
            if (meet && Runs.isStart(a) == Runs.isStart(b)) {
                sideTops[b++] = sideTops[a++];
            } else if (meet) {
                // The end comes first: it closes what is open on its left.
                if (Runs.isStart(a)) {
                    endAbove(b++, y);
                    endBelow(a++, y);
                } else {
                    endBelow(a++, y);
                    endAbove(b++, y);
                }
                twins[size - 1] = size - 2;
                twins[size - 2] = size - 1;
            } else if (xAbove < xBelow) {
                endBelow(a++, y);
            } else {
                endAbove(b++, y);
            }
        }
    }

    /**
     * A corner where the side of a run ends below: the ring goes up at its start, down at its end.
     */
    private void endBelow(int endpoint, int y) {
        int corner = add(endpoint, y);
        if (Runs.isStart(endpoint)) {
            next[corner] = sideTops[endpoint];
        } else {
            next[sideTops[endpoint]] = corner;
        }
        connectAlong(corner, !Runs.isStart(endpoint));
    }

    /** A corner where the side of a run ends above. */
    private void endAbove(int endpoint, int y) {
        int corner = add(endpoint, y);
        sideTops[endpoint] = corner;
        connectAlong(corner, Runs.isStart(endpoint));
    }

    /**
     * Opens a pair or closes the one that is open.
     *
     * @param insideBelow whether, if this opens a pair, what is inside lies below
     */
    private void connectAlong(int corner, boolean insideBelow) {
        if (open == NONE) {
            open = corner;
            openInsideBelow = insideBelow;
            return;
        }
        if (openInsideBelow) {
            next[open] = corner;
        } else {
            next[corner] = open;
        }
        open = NONE;
    }

    private int add(int endpoint, int y) {
        if (size == xs.length) {
            int capacity = Math.addExact(size, size / 2);
            xs = Arrays.copyOf(xs, capacity);
            ys = Arrays.copyOf(ys, capacity);
            next = Arrays.copyOf(next, capacity);
            twins = Arrays.copyOf(twins, capacity);
            owners = Arrays.copyOf(owners, capacity);
        }
        xs[size] = runs.endpoint(endpoint);
        ys[size] = y;
        twins[size] = NONE;
        owners[size] = parts[endpoint >> 1];
        return size++;
    }

    /** The rings, each from its first corner on, in the order of these. */
    private List<int[]> rings() {
        List<int[]> rings = new ArrayList<>();
        BitSet visited = new BitSet(size);
        int[] path = new int[64];
        int[] places = new int[size];
        Arrays.fill(places, NONE);
        for (int start = 0; start < size; start++) {
            if (visited.get(start)) {
                continue;
            }
            int length = 0;
            int corner = start;
            do {
                visited.set(corner);
                int twin = twins[corner];
                if (twin != NONE && places[twin] != NONE) {
                    // Back at a place of the way: what lies between is a ring of its own.
                    rings.add(cut(path, places[twin], length, places));
                    length -= rings.getLast().length;
                }
                if (length == path.length) {
                    path = Arrays.copyOf(path, 2 * length);
                }
                places[corner] = length;
                path[length++] = corner;
                corner = next[corner];
            } while (corner != start);
            rings.add(cut(path, 0, length, places));
        }
        for (int[] ring : rings) {
            startWithFirst(ring);
        }
        rings.sort(Comparator.comparingInt(ring -> ring[0]));
        return rings;
    }

    private static int[] cut(int[] path, int from, int to, int[] places) {
        int[] ring = Arrays.copyOfRange(path, from, to);
        for (int corner : ring) {
            places[corner] = NONE;
        }
        return ring;
    }

    private static void startWithFirst(int[] ring) {
        int first = 0;
        for (int i = 1; i < ring.length; i++) {
            if (ring[i] < ring[first]) {
                first = i;
            }
        }
        int[] turned = new int[ring.length];
        System.arraycopy(ring, first, turned, 0, ring.length - first);
        System.arraycopy(ring, 0, turned, ring.length - first, first);
        System.arraycopy(turned, 0, ring, 0, ring.length);
    }

    /**
     * The first ring of a part is the one around it, as the part begins there; all else is holes.
     */
    private List<Polygon> assemble(List<int[]> rings, List<int[]> kept) {
        Map<Integer, Ring> outer = new LinkedHashMap<>();
        Map<Integer, List<Ring>> holes = new HashMap<>();
        for (int i = 0; i < rings.size(); i++) {
            int owner = owners[rings.get(i)[0]];
            Ring ring = ring(kept.get(i));
            if (outer.putIfAbsent(owner, ring) != null) {
                holes.computeIfAbsent(owner, part -> new ArrayList<>()).add(ring);
            }
        }
        List<Polygon> polygons = new ArrayList<>(outer.size());
        outer.forEach(
                (owner, ring) ->
                        polygons.add(new Polygon(ring, holes.getOrDefault(owner, List.of()))));
        return List.copyOf(polygons);
    }

    private Ring ring(int[] corners) {
        int[] coordinates = new int[2 * corners.length];
        for (int i = 0; i < corners.length; i++) {
            coordinates[2 * i] = xs[corners[i]];
            coordinates[2 * i + 1] = ys[corners[i]];
        }
        return new Ring(coordinates);
    }
}
