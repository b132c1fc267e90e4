// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.Arrays;

/**
 * Runs of pixels of one class side by side, ordered by row and then by column. Two runs of one
 * class in one row do not touch.
 */
final class Runs {

    /** What {@link #scan} takes for: runs of all classes. */
    static final int ALL_LABELS = -1;

    int[] rows = new int[256];
    int[] starts = new int[256];

    /** Each is the first column behind its run. */
    int[] ends = new int[256];

    int size;

    private Runs() {}

    /** Runs out of arrays that are full. */
    Runs(int[] rows, int[] starts, int[] ends) {
        this.rows = rows;
        this.starts = starts;
        this.ends = ends;
        this.size = rows.length;
    }

    /** Runs and the class of each. */
    record Labelled(Runs runs, int[] labels) {}

    /**
     * Reads a mask once.
     *
     * @param label the class whose runs are wanted, or {@link #ALL_LABELS}
     */
    static Labelled scan(CategoryMask mask, int label) {
        Runs runs = new Runs();
        int[] labels = new int[label == ALL_LABELS ? 256 : 0];
        int width = mask.width();
        byte[] bytes = new byte[mask.bytesPerPixel() == 1 ? width : 0];
        char[] chars = new char[mask.bytesPerPixel() == 1 ? 0 : width];
        for (int row = 0; row < mask.height(); row++) {
            if (bytes.length > 0) {
                mask.copyRow(row, bytes);
            } else {
                mask.copyRow(row, chars);
            }
            int start = 0;
            while (start < width) {
                int end = bytes.length > 0 ? runEnd(bytes, start) : runEnd(chars, start);
                int found = bytes.length > 0 ? bytes[start] & 0xff : chars[start];
                if (label == ALL_LABELS) {
                    if (runs.size == labels.length) {
                        labels = Arrays.copyOf(labels, grown(runs.size));
                    }
                    labels[runs.size] = found;
                    runs.add(row, start, end);
                } else if (label == found) {
                    runs.add(row, start, end);
                }
                start = end;
            }
        }
        return new Labelled(runs, labels);
    }

    private static int runEnd(byte[] row, int start) {
        byte label = row[start];
        int end = start + 1;
        while (end < row.length && row[end] == label) {
            end++;
        }
        return end;
    }

    private static int runEnd(char[] row, int start) {
        char label = row[start];
        int end = start + 1;
        while (end < row.length && row[end] == label) {
            end++;
        }
        return end;
    }

    private void add(int row, int start, int end) {
        if (size == rows.length) {
            int capacity = grown(size);
            rows = Arrays.copyOf(rows, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        rows[size] = row;
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    private static int grown(int capacity) {
        return Math.addExact(capacity, capacity / 2);
    }

    /** The first run behind those in the same row as one, or {@link #size}. */
    int endOfRow(int run) {
        int end = run;
        while (end < size && rows[end] == rows[run]) {
            end++;
        }
        return end;
    }

    /** A copy of some of these runs. */
    Runs slice(int from, int to) {
        return new Runs(
                Arrays.copyOfRange(rows, from, to),
                Arrays.copyOfRange(starts, from, to),
                Arrays.copyOfRange(ends, from, to));
    }

    /** A copy of these runs in another order. */
    Runs ordered(int[] order) {
        Runs copy = new Runs(new int[size], new int[size], new int[size]);
        for (int i = 0; i < size; i++) {
            copy.rows[i] = rows[order[i]];
            copy.starts[i] = starts[order[i]];
            copy.ends[i] = ends[order[i]];
        }
        return copy;
    }

    /** The column of one end of a run: the start of run {@code i} is 2 i, its end 2 i + 1. */
    int endpoint(int endpoint) {
        return isStart(endpoint) ? starts[endpoint >> 1] : ends[endpoint >> 1];
    }

    static boolean isStart(int endpoint) {
        return (endpoint & 1) == 0;
    }

    /** A line between two rows. */
    interface Line {
        /**
         * Runs from {@code above} on lie above the line, those from {@code below} on below it, as
         * far as {@code end}.
         *
         * @param y the row below the line
         */
        void visit(int above, int below, int end, int y);
    }

    /** Visits every line that has runs on one side at least, from top to bottom. */
    void eachLine(Line line) {
        int above = 0;
        int row = 0;
        while (row < size) {
            int end = endOfRow(row);
            if (above < row && rows[above] < rows[row] - 1) {
                line.visit(above, row, row, rows[above] + 1);
                above = row;
            }
            line.visit(above, row, end, rows[row]);
            above = row;
            row = end;
        }
        if (above < row) {
            line.visit(above, row, row, rows[above] + 1);
        }
    }
}
