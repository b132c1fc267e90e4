// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.Arrays;

/**
 * Turns runs along rows into run lengths down the columns. Between two rows it takes the columns
 * where one of them is inside and the other is not: down such a column, pixels change there.
 */
final class RunColumns {

    private final Runs runs;

    /** For each column the next free place among all changes. */
    private final int[] next;

    private RunColumns(Runs runs, int width) {
        this.runs = runs;
        this.next = new int[width + 1];
    }

    /** The run lengths of a mask of this size, in which these runs are what is inside. */
    static RunLengths runLengths(Runs runs, int width, int height) {
        RunColumns columns = new RunColumns(runs, width);
        columns.eachChange((x, y) -> columns.next[x + 1]++);
        for (int x = 0; x < width; x++) {
            columns.next[x + 1] = Math.addExact(columns.next[x + 1], columns.next[x]);
        }
        // Counted down the columns, a change is at a place from 0 to the number of all pixels.
        int pixels = Math.multiplyExact(width, height);
        int[] changes = new int[columns.next[width]];
        columns.eachChange((x, y) -> changes[columns.next[x]++] = x * height + y);
        return new RunLengths(width, height, lengths(changes, pixels));
    }

    private static int[] lengths(int[] changes, int pixels) {
        int[] counts = new int[changes.length + 1];
        int size = 0;
        int from = 0;
        for (int i = 0; i < changes.length; i++) {
            // Inside at the end of a column and at the start of the next one: no change.
            if (i + 1 < changes.length && changes[i] == changes[i + 1]) {
                i++;
            } else {
                counts[size++] = changes[i] - from;
                from = changes[i];
            }
        }
        if (from < pixels) {
            counts[size++] = pixels - from;
        }
        return Arrays.copyOf(counts, size);
    }

    private interface Change {
        /** Between the rows {@code y - 1} and {@code y}, this column changes. */
        void at(int x, int y);
    }

    private void eachChange(Change change) {
        runs.eachLine((above, below, end, y) -> changes(above, below, end, y, change));
    }

    private void changes(int above, int below, int end, int y, Change change) {
        int a = 2 * above;
        int b = 2 * below;
        boolean differs = false;
        int from = 0;
        while (a < 2 * below || b < 2 * end) {
            int xAbove = a < 2 * below ? runs.endpoint(a) : Integer.MAX_VALUE;
            int xBelow = b < 2 * end ? runs.endpoint(b) : Integer.MAX_VALUE;
            int x = Math.min(xAbove, xBelow);
            if (differs) {
                for (int column = from; column < x; column++) {
                    change.at(column, y);
                }
            }
            if (xAbove == x) {
                a++;
                differs = !differs;
            }
            if (xBelow == x) {
                b++;
                differs = !differs;
            }
            from = x;
        }
    }
}
