// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

/**
 * Reads scores row by row at the size of the model's mask or at any other, interpolated where that
 * is not the size of their grid. For one thread.
 */
final class ModelRows {

    private final Scores scores;
    private final boolean whole;
    private final GridAxis columns;
    private final GridAxis rows;
    private final float[] row;
    private float[] upper;
    private float[] lower;
    private final double[] blended;
    private int upperRow = -1;
    private int lowerRow = -1;

    /** The rows of the model's mask. */
    ModelRows(Scores scores) {
        this(scores, scores.grid().modelWidth(), scores.grid().modelHeight());
    }

    /** The rows of a mask of this size. */
    ModelRows(Scores scores, int width, int height) {
        this.scores = scores;
        ScoreGrid grid = scores.grid();
        whole = grid.isWhole() && width == grid.modelWidth() && height == grid.modelHeight();
        columns = grid.columns(width);
        rows = grid.rows(height);
        row = new float[Math.multiplyExact(width, scores.channels())];
        int length = whole ? 0 : grid.width() * scores.channels();
        upper = new float[length];
        lower = new float[length];
        blended = new double[length];
    }

    /**
     * The scores of one row of the mask, the channels of a place side by side.
     *
     * @return an array that the next call writes to
     */
    float[] read(int y) {
        if (whole) {
            scores.readRow(y, row);
        } else {
            blendRows(rows.cell[y], rows.fraction[y]);
            blendColumns();
        }
        return row;
    }

    private void blendRows(int first, double down) {
        if (lowerRow == first) {
            float[] next = upper;
            upper = lower;
            lower = next;
            upperRow = first;
            lowerRow = -1;
        }
        if (upperRow != first) {
            scores.readRow(first, upper);
            upperRow = first;
        }
        int second = Math.min(first + 1, scores.grid().height() - 1);
        if (lowerRow != second) {
            scores.readRow(second, lower);
            lowerRow = second;
        }
        for (int i = 0; i < blended.length; i++) {
            double above = upper[i];
            blended[i] = above + (lower[i] - above) * down;
        }
    }

    private void blendColumns() {
        int channels = scores.channels();
        int last = scores.grid().width() - 1;
        int at = 0;
        for (int x = 0; x < columns.places(); x++) {
            int left = columns.cell[x] * channels;
            int right = Math.min(columns.cell[x] + 1, last) * channels;
            double along = columns.fraction[x];
            for (int channel = 0; channel < channels; channel++) {
                double first = blended[left + channel];
                row[at++] = (float) (first + (blended[right + channel] - first) * along);
            }
        }
    }
}
