// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.vitral.model.OutputKind;

/**
 * Finds the class of each pixel of a mask of any size: scores are interpolated bilinearly between
 * the places of their grid, then the highest one wins. A tie goes to the lower index. Class indices
 * cannot be interpolated: there the nearest place is taken.
 *
 * <p>It gives what interpolating all scores at all pixels gives, in double precision and first
 * along the columns, at a small part of the cost. In a cell, that is between four neighbours on the
 * grid, each score is a weighted mean of its values at the four corners. So a class that wins at
 * all corners wins in the whole cell, which is filled. Elsewhere a class is left out if one other
 * class is above it at all corners. (Not only the winners of the corners are kept: what is second
 * at each of them may win in the middle.) Along a row of pixels the scores of those that are left
 * are straight lines, the highest of straight lines is convex, and so a class that wins at two
 * pixels wins between them: only the pixels beside a border are looked at.
 *
 * <p>For one thread at a time. What it needs is kept from call to call.
 */
final class CategoryMaximum {

    /** After so many estimates a border is looked for by halving. */
    private static final int MOST_ESTIMATES = 6;

    /** The numbers that are kept of a survivor's scores. */
    private static final int SIDES = 4;

    private ScoreGrid grid;
    private GridAxis columns;
    private GridAxis rows;

    private Scores scores;
    private int channels;
    private int classes;
    private boolean foreground;

    /** Two neighbouring rows of the grid, and the winner at each of their places. */
    private GridRow upper = new GridRow();

    private GridRow lower = new GridRow();

    /** The pixels of one row, of which one of the two arrays is in use. */
    private byte[] bytes = new byte[0];

    private short[] shorts = new short[0];
    private boolean narrow;

    /** The runs of columns whose cell has no sole winner, and where their survivors start. */
    private int[] mixedRuns = new int[16];

    private int[] survivorStarts = new int[17];
    private int mixed;

    /** The classes that may win in a mixed cell, in ascending order, cell after cell. */
    private int[] survivors = new int[64];

    /**
     * For each survivor its score at the upper end of the left side of its cell and how much more
     * it is at the lower one, then the same of the right side.
     */
    private double[] sides = new double[64 * SIDES];

    /** The scores of the survivors of a cell along a row: at its left side, and the rise. */
    private double[] start = new double[8];

    private double[] rise = new double[8];
    private int firstSurvivor;
    private int lines;

    /** A row of the grid. */
    private static final class GridRow {
        int number;
        float[] values = new float[0];
        int[] winners = new int[0];
    }

    /**
     * Writes the class of each pixel, row by row.
     *
     * @param bytesPerPixel 1 for at most 256 classes, else 2
     */
    void write(Scores from, int width, int height, int bytesPerPixel, MemorySegment mask) {
        int bands = begin(from, width, height, bytesPerPixel);
        writeBands(0, bands, mask);
        end();
    }

    /**
     * Prepares a mask that is written band by band.
     *
     * @param bytesPerPixel 1 for at most 256 classes, else 2
     * @return the number of its bands: rows of pixels between the same two rows of the grid
     */
    int begin(Scores from, int width, int height, int bytesPerPixel) {
        scores = from;
        channels = from.channels();
        foreground = from.output().kind() == OutputKind.FOREGROUND_SCORE;
        classes = foreground ? 2 : channels;
        narrow = bytesPerPixel == 1;
        prepare(from.grid(), width, height);
        return rows.runs();
    }

    /** Writes the bands from one up to another one, which is left out, to their place in a mask. */
    void writeBands(int from, int to, MemorySegment mask) {
        if (scores.output().kind() == OutputKind.CLASS_INDICES) {
            writeNearest(rows.runStart[from], rows.runStart[to], mask);
        } else {
            writeMaxima(from, to, mask);
        }
    }

    /** Lets go of the scores. */
    void end() {
        scores = null;
    }

    private void prepare(ScoreGrid wanted, int width, int height) {
        boolean sameGrid = wanted.equals(grid);
        if (!sameGrid || columns.places() != width) {
            columns = wanted.columns(width);
        }
        if (!sameGrid || rows.places() != height) {
            rows = wanted.rows(height);
        }
        grid = wanted;
        if (narrow && bytes.length < width) {
            bytes = new byte[width];
        } else if (!narrow && shorts.length < width) {
            shorts = new short[width];
        }
        int length = grid.width() * channels;
        if (upper.values.length < length || upper.winners.length < grid.width()) {
            upper = new GridRow();
            lower = new GridRow();
            upper.values = new float[length];
            upper.winners = new int[grid.width()];
            lower.values = new float[length];
            lower.winners = new int[grid.width()];
        }
        upper.number = -1;
        lower.number = -1;
    }

    private void writeNearest(int firstRow, int end, MemorySegment mask) {
        for (int y = firstRow; y < end; y++) {
            scores.readRow(rows.nearest(y), upper.values);
            for (int x = 0; x < columns.places(); x++) {
                int label = (int) upper.values[columns.nearest(x)];
                fill(x, x, Math.clamp(label, 0, Scores.MOST_CLASSES - 1));
            }
            copyRow(mask, y);
        }
    }

    private void writeMaxima(int firstRun, int end, MemorySegment mask) {
        for (int run = firstRun; run < end; run++) {
            int from = rows.runStart[run];
            int to = rows.runStart[run + 1];
            readBand(rows.cell[from]);
            fillCells();
            for (int y = from; y < to; y++) {
                for (int cell = 0; cell < mixed; cell++) {
                    writeMixed(cell, rows.fraction[y]);
                }
                copyRow(mask, y);
            }
        }
    }

    /** Reads the two rows of the grid between which a row of cells lies. */
    private void readBand(int row) {
        if (lower.number == row) {
            GridRow next = upper;
            upper = lower;
            lower = next;
        }
        read(upper, row);
        read(lower, Math.min(row + 1, grid.height() - 1));
    }

    private void read(GridRow row, int number) {
        if (row.number == number) {
            return;
        }
        scores.readRow(number, row.values);
        row.number = number;
        float threshold = scores.foregroundThreshold();
        int winner = 0;
        for (int place = 0; place < grid.width(); place++) {
            if (foreground) {
                winner = row.values[place] > threshold ? 1 : 0;
            } else if (!wins(winner, row.values, place * channels, channels)) {
                winner = highest(row.values, place * channels, channels);
            }
            row.winners[place] = winner;
        }
    }

    /**
     * Whether a class is the highest, as that of the place beside it mostly is: seldom a branch.
     */
    private static boolean wins(int label, float[] values, int from, int count) {
        float score = values[from + label];
        for (int channel = 0; channel < label; channel++) {
            if (!(values[from + channel] < score)) {
                return false;
            }
        }
        for (int channel = label + 1; channel < count; channel++) {
            if (!(values[from + channel] <= score)) {
                return false;
            }
        }
        return true;
    }

    private static int highest(float[] values, int from, int count) {
        int best = 0;
        float highest = values[from];
        for (int channel = 1; channel < count; channel++) {
            float score = values[from + channel];
            if (score > highest) {
                highest = score;
                best = channel;
            }
        }
        return best;
    }

    /**
     * Fills the cells that one class wins, neighbours of one class at once, and lists the others
     * with the classes that may win.
     */
    private void fillCells() {
        mixed = 0;
        int label = -1;
        int from = 0;
        for (int run = 0; run < columns.runs(); run++) {
            int left = columns.cell[columns.runStart[run]];
            int right = right(left);
            int winner = upper.winners[left];
            boolean sole =
                    winner == upper.winners[right]
                            && winner == lower.winners[left]
                            && winner == lower.winners[right];
            if (!sole) {
                addMixed(run, left, right);
                winner = -1;
            }
            if (winner != label) {
                fillBefore(columns.runStart[run], from, label);
                label = winner;
                from = columns.runStart[run];
            }
        }
        fillBefore(columns.places(), from, label);
    }

    private void fillBefore(int end, int from, int label) {
        if (label >= 0) {
            fill(from, end - 1, label);
        }
    }

    private int right(int left) {
        return Math.min(left + 1, grid.width() - 1);
    }

    private void addMixed(int run, int left, int right) {
        if (mixed == mixedRuns.length) {
            mixedRuns = Arrays.copyOf(mixedRuns, mixed * 2);
            survivorStarts = Arrays.copyOf(survivorStarts, mixed * 2 + 1);
        }
        int from = survivorStarts[mixed];
        if (survivors.length < from + classes) {
            survivors = Arrays.copyOf(survivors, Math.max(from + classes, survivors.length * 2));
        }
        mixedRuns[mixed] = run;
        mixed++;
        int end =
                foreground
                        ? keepBoth(from)
                        : keepSurvivors(from, left * channels, right * channels);
        survivorStarts[mixed] = end;
        keepSides(from, end, left * channels, right * channels);
    }

    /** Keeps what the scores of the survivors are down the two sides of their cell. */
    private void keepSides(int from, int end, int left, int right) {
        if (sides.length < survivors.length * SIDES) {
            sides = Arrays.copyOf(sides, survivors.length * SIDES);
        }
        for (int survivor = from; survivor < end; survivor++) {
            int at = survivor * SIDES;
            int label = survivors[survivor];
            if (foreground && label == 0) {
                sides[at] = scores.foregroundThreshold();
                sides[at + 1] = 0;
                sides[at + 2] = sides[at];
                sides[at + 3] = 0;
            } else {
                int channel = foreground ? 0 : label;
                sides[at] = upper.values[left + channel];
                sides[at + 1] = lower.values[left + channel] - sides[at];
                sides[at + 2] = upper.values[right + channel];
                sides[at + 3] = lower.values[right + channel] - sides[at + 2];
            }
        }
    }

    private int keepBoth(int from) {
        survivors[from] = 0;
        survivors[from + 1] = 1;
        return from + 2;
    }

    /** First the winners of the corners rule out what they can, then the others each other. */
    private int keepSurvivors(int from, int left, int right) {
        int a = upper.winners[left / channels];
        int b = upper.winners[right / channels];
        int c = lower.winners[left / channels];
        int d = lower.winners[right / channels];
        boolean same = b == a;
        boolean third = c != a && c != b;
        boolean fourth = d != a && d != b && d != c;
        int end = from;
        for (int label = 0; label < classes; label++) {
            if (!isBelow(label, a, left, right)
                    && (same || !isBelow(label, b, left, right))
                    && !(third && isBelow(label, c, left, right))
                    && !(fourth && isBelow(label, d, left, right))) {
                survivors[end++] = label;
            }
        }
        // To be below is transitive: what a class that is left out rules out, a kept one does, too.
        int kept = from;
        for (int i = from; i < end; i++) {
            int label = survivors[i];
            boolean wins = true;
            for (int j = from; j < kept && wins; j++) {
                wins = !isBelow(label, survivors[j], left, right);
            }
            for (int j = i + 1; j < end && wins; j++) {
                wins = !isBelow(label, survivors[j], left, right);
            }
            if (wins) {
                survivors[kept++] = label;
            }
        }
        return kept;
    }

    /**
     * Whether another class wins against this one in the whole cell. One with a lower index does so
     * with equal scores, too; one with a higher index must be above it at each corner, since else a
     * tie at a corner or along a side is this one's.
     */
    private boolean isBelow(int label, int other, int left, int right) {
        float[] top = upper.values;
        float[] bottom = lower.values;
        return other < label
                ? top[left + other] >= top[left + label]
                        && top[right + other] >= top[right + label]
                        && bottom[left + other] >= bottom[left + label]
                        && bottom[right + other] >= bottom[right + label]
                : top[left + other] > top[left + label]
                        && top[right + other] > top[right + label]
                        && bottom[left + other] > bottom[left + label]
                        && bottom[right + other] > bottom[right + label];
    }

    /** Writes the pixels of one row that lie in a cell with several survivors. */
    private void writeMixed(int cell, double down) {
        int run = mixedRuns[cell];
        int from = columns.runStart[run];
        int to = columns.runStart[run + 1] - 1;
        firstSurvivor = survivorStarts[cell];
        lines = survivorStarts[cell + 1] - firstSurvivor;
        layLines(down);
        if (lines == 2) {
            writeTwo(from, to);
        } else {
            writeBetween(from, winner(from), to, winner(to), 0);
        }
    }

    private void layLines(double down) {
        if (start.length < lines) {
            start = new double[lines * 2];
            rise = new double[lines * 2];
        }
        int at = firstSurvivor * SIDES;
        for (int line = 0; line < lines; line++, at += SIDES) {
            double first = sides[at] + sides[at + 1] * down;
            start[line] = first;
            rise[line] = sides[at + 2] + sides[at + 3] * down - first;
        }
    }

    /** Most mixed cells have two survivors: there is one border at most. */
    private void writeTwo(int from, int to) {
        double[] along = columns.fraction;
        double start0 = start[0];
        double rise0 = rise[0];
        double start1 = start[1];
        double rise1 = rise[1];
        double left = along[from];
        double right = along[to];
        boolean first = start1 + rise1 * left > start0 + rise0 * left;
        boolean last = start1 + rise1 * right > start0 + rise0 * right;
        int before = survivors[firstSurvivor + (first ? 1 : 0)];
        if (first == last) {
            fill(from, to, before);
            return;
        }
        int border = middle(from, (start0 - start1) / (rise1 - rise0), to);
        while (border > from + 1
                && start1 + rise1 * along[border - 1] > start0 + rise0 * along[border - 1]
                        == last) {
            border--;
        }
        while (border < to
                && start1 + rise1 * along[border] > start0 + rise0 * along[border] == first) {
            border++;
        }
        fill(from, border - 1, before);
        fill(border, to, survivors[firstSurvivor + (last ? 1 : 0)]);
    }

    /** The line that is the highest at a pixel. */
    private int winner(int x) {
        double right = columns.fraction[x];
        int best = 0;
        double highest = start[0] + rise[0] * right;
        for (int line = 1; line < lines; line++) {
            double score = start[line] + rise[line] * right;
            if (score > highest) {
                highest = score;
                best = line;
            }
        }
        return best;
    }

    /** Writes the pixels from one to another, the winners at both of which are known. */
    private void writeBetween(int from, int first, int to, int last, int depth) {
        if (first == last) {
            fill(from, to, survivors[firstSurvivor + first]);
            return;
        }
        if (to - from == 1) {
            fill(from, from, survivors[firstSurvivor + first]);
            fill(to, to, survivors[firstSurvivor + last]);
            return;
        }
        int middle = depth < MOST_ESTIMATES ? crossing(from, first, to, last) : (from + to) >>> 1;
        int winner = winner(middle);
        writeBetween(from, first, middle, winner, depth + 1);
        writeBetween(middle, winner, to, last, depth + 1);
    }

    /** A pixel between two others beside the place where one line rises above another. */
    private int crossing(int from, int first, int to, int last) {
        double at = (start[first] - start[last]) / (rise[last] - rise[first]);
        return Math.min(middle(from, at, to), to - 1);
    }

    /**
     * About the pixel that lies so far in its cell, from the one after the first to the last.
     * Pixels lie evenly, but for those beyond the outermost scores.
     */
    private int middle(int from, double at, int to) {
        double left = columns.fraction[from];
        double pixels = (at - left) / (columns.fraction[to] - left) * (to - from);
        return from + Math.clamp((long) Math.ceil(pixels), 1, to - from);
    }

    private void fill(int from, int to, int label) {
        if (narrow) {
            Arrays.fill(bytes, from, to + 1, (byte) label);
        } else {
            Arrays.fill(shorts, from, to + 1, (short) label);
        }
    }

    private void copyRow(MemorySegment mask, int y) {
        int width = columns.places();
        if (narrow) {
            MemorySegment.copy(bytes, 0, mask, ValueLayout.JAVA_BYTE, (long) y * width, width);
        } else {
            MemorySegment.copy(
                    shorts, 0, mask, ValueLayout.JAVA_SHORT, (long) y * width * Short.BYTES, width);
        }
    }
}
