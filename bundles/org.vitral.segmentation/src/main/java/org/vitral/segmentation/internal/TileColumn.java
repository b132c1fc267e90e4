// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * What the tiles that lie below each other give for one row of pixels: scores at the columns of the
 * grid, blended over the tiles that cover the row. Between two columns they are interpolated.
 */
final class TileColumn {

    /** The first pixel that the tiles cover. */
    final int start;

    /** Where the pixels lie on the grid. */
    final GridAxis axis;

    /** The weight of the tiles in each pixel. */
    final double[] weights;

    /** The scores, the channels of a column of the grid side by side. */
    final double[] values;

    /** The class that wins at each column of the grid. */
    final int[] winners;

    private final int channels;
    private final float[] above;
    private final float[] below;

    TileColumn(int start, GridAxis axis, double[] weights, int gridWidth, int channels) {
        this.start = start;
        this.axis = axis;
        this.weights = weights;
        this.channels = channels;
        this.values = new double[gridWidth * channels];
        this.winners = new int[gridWidth];
        this.above = new float[values.length];
        this.below = new float[values.length];
    }

    /** The pixel after the last one. */
    int end() {
        return start + axis.places();
    }

    /** The column of the grid that ends the cell which begins at another one. */
    int right(int left) {
        return Math.min(left + 1, winners.length - 1);
    }

    /** Starts with a new row of pixels. */
    void clear() {
        Arrays.fill(values, 0);
    }

    /**
     * Adds what one tile gives for the row.
     *
     * @param scores the scores of the tile
     * @param rows where the rows of the tile's pixels lie on the grid
     * @param row the row of the tile
     */
    void add(MemorySegment scores, GridAxis rows, int gridHeight, int row, double weight) {
        int top = rows.cell[row];
        read(scores, top, above);
        double down = rows.fraction[row];
        if (down == 0) {
            for (int i = 0; i < values.length; i++) {
                values[i] += weight * above[i];
            }
            return;
        }
        read(scores, Math.min(top + 1, gridHeight - 1), below);
        for (int i = 0; i < values.length; i++) {
            double first = above[i];
            values[i] += weight * (first + (below[i] - first) * down);
        }
    }

    private void read(MemorySegment scores, int row, float[] into) {
        long at = (long) row * into.length * Float.BYTES;
        MemorySegment.copy(scores, ValueLayout.JAVA_FLOAT, at, into, 0, into.length);
    }

    /** Takes the row of one tile that lies nearest: class indices have nothing between them. */
    void take(MemorySegment scores, int gridRow) {
        read(scores, gridRow, above);
        for (int i = 0; i < values.length; i++) {
            values[i] = above[i];
        }
    }

    /** Finds the winners; a tie goes to the lower index. */
    void findWinners() {
        for (int place = 0, at = 0; place < winners.length; place++, at += channels) {
            int best = 0;
            double highest = values[at];
            for (int channel = 1; channel < channels; channel++) {
                double score = values[at + channel];
                if (score > highest) {
                    highest = score;
                    best = channel;
                }
            }
            winners[place] = best;
        }
    }

    /** Finds the winners of a foreground score: 1 above the threshold, else 0. */
    void findForeground(float threshold) {
        for (int place = 0; place < winners.length; place++) {
            winners[place] = values[place] > threshold ? 1 : 0;
        }
    }

    /** A score at a pixel. */
    double at(int pixel, int channel) {
        int place = pixel - start;
        int left = axis.cell[place];
        double first = values[left * channels + channel];
        double second = values[right(left) * channels + channel];
        return first + (second - first) * axis.fraction[place];
    }
}
