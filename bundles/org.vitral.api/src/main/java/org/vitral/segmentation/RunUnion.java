// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

/**
 * Finds which runs hang together: each run is compared with those of the row above that it touches,
 * and a union-find forest holds what was found so far. Its trees are flat enough without ranks, as
 * the root of each is its first run and every search halves the way.
 */
final class RunUnion {

    private final Runs runs;
    private final int[] labels;

    /** Whether runs that share no more than a corner hang together. */
    private final boolean corners;

    private final int[] parents;

    private RunUnion(Runs runs, int[] labels, Connectivity connectivity) {
        this.runs = runs;
        this.labels = labels;
        this.corners = connectivity == Connectivity.EIGHT;
        this.parents = new int[runs.size];
    }

    /**
     * The first run of what each run hangs together with.
     *
     * @param labels the class of each run; null where all are of one class
     */
    static int[] roots(Runs runs, int[] labels, Connectivity connectivity) {
        RunUnion union = new RunUnion(runs, labels, connectivity);
        union.joinRows();
        for (int run = 0; run < runs.size; run++) {
            // Parents come before their children, and are roots already.
            union.parents[run] = union.parents[union.parents[run]];
        }
        return union.parents;
    }

    private void joinRows() {
        for (int run = 0; run < runs.size; run++) {
            parents[run] = run;
        }
        int above = 0;
        int row = 0;
        while (row < runs.size) {
            int end = runs.endOfRow(row);
            if (runs.rows[above] == runs.rows[row] - 1) {
                joinRow(above, row, end);
            }
            above = row;
            row = end;
        }
    }

    private void joinRow(int firstAbove, int first, int end) {
        int above = firstAbove;
        int run = first;
        while (above < first && run < end) {
            joinIfTouching(above, run);
            if (runs.ends[above] < runs.ends[run]) {
                above++;
            } else if (runs.ends[above] > runs.ends[run]) {
                run++;
            } else {
                // Both end here, so each may touch the other's successor at a corner.
                if (above + 1 < first) {
                    joinIfTouching(above + 1, run);
                }
                if (run + 1 < end) {
                    joinIfTouching(above, run + 1);
                }
                above++;
                run++;
            }
        }
    }

    private void joinIfTouching(int above, int run) {
        if (labels != null && labels[above] != labels[run]) {
            return;
        }
        int overlap =
                Math.min(runs.ends[above], runs.ends[run])
                        - Math.max(runs.starts[above], runs.starts[run]);
        if (overlap > 0 || overlap == 0 && corners) {
            int a = root(above);
            int b = root(run);
            parents[Math.max(a, b)] = Math.min(a, b);
        }
    }

    private int root(int run) {
        int at = run;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }
}
