// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.vitral.image.Region;

/** Puts the runs of a mask together to regions. Time and memory grow with the number of runs. */
final class RegionSearch {

    private final CategoryMask mask;
    private final int[] labels;
    private final Runs runs;

    private RegionSearch(CategoryMask mask, Runs runs, int[] labels) {
        this.mask = mask;
        this.runs = runs;
        this.labels = labels;
    }

    /** All regions of a mask, the largest first, and of one size the one that begins first. */
    static List<ConnectedRegion> regions(CategoryMask mask, Connectivity connectivity) {
        Runs.Labelled scanned = Runs.scan(mask, Runs.ALL_LABELS);
        int[] roots = RunUnion.roots(scanned.runs(), scanned.labels(), connectivity);
        int[] offsets = numberRoots(roots);
        List<ConnectedRegion> found =
                new RegionSearch(mask, scanned.runs(), scanned.labels()).collect(roots, offsets);
        found.sort(Comparator.comparingLong(ConnectedRegion::area).reversed());
        return List.copyOf(found);
    }

    /**
     * Replaces the root of each run by the number of its region, in the order of their first runs.
     *
     * @return where each region starts when runs are ordered by region, and where the last one ends
     */
    private static int[] numberRoots(int[] roots) {
        int[] sizes = new int[256];
        int count = 0;
        for (int run = 0; run < roots.length; run++) {
            // A root comes before all that it is the root of, so it has its number by then.
            int region = roots[run] == run ? count++ : roots[roots[run]];
            if (count > sizes.length) {
                sizes = Arrays.copyOf(sizes, count + count / 2);
            }
            roots[run] = region;
            sizes[region]++;
        }
        int[] offsets = new int[count + 1];
        for (int region = 0; region < count; region++) {
            offsets[region + 1] = offsets[region] + sizes[region];
        }
        return offsets;
    }

    private List<ConnectedRegion> collect(int[] regions, int[] offsets) {
        int[] order = new int[runs.size];
        int[] next = offsets.clone();
        for (int run = 0; run < runs.size; run++) {
            order[next[regions[run]]++] = run;
        }
        Runs grouped = runs.ordered(order);
        List<ConnectedRegion> found = new ArrayList<>(offsets.length - 1);
        for (int region = 0; region + 1 < offsets.length; region++) {
            int from = offsets[region];
            found.add(measured(grouped, from, offsets[region + 1], labels[order[from]]));
        }
        return found;
    }

    private RunRegion measured(Runs grouped, int from, int to, int label) {
        long area = 0;
        long doubledX = 0;
        long rowSum = 0;
        int left = Integer.MAX_VALUE;
        int right = 0;
        for (int run = from; run < to; run++) {
            int start = grouped.starts[run];
            int end = grouped.ends[run];
            int length = end - start;
            area += length;
            doubledX += (long) (start + end) * length;
            rowSum += (long) grouped.rows[run] * length;
            left = Math.min(left, start);
            right = Math.max(right, end);
        }
        int top = grouped.rows[from];
        int bottom = grouped.rows[to - 1] + 1;
        return new RunRegion(
                label,
                area,
                new Region(left, top, right - left, bottom - top),
                doubledX / 2.0 / area,
                (double) rowSum / area + 0.5,
                grouped,
                from,
                to,
                mask.width(),
                mask.height());
    }
}
