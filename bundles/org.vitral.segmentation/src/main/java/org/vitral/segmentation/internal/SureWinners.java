// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Arrays;
import org.vitral.model.Activation;
import org.vitral.model.OutputKind;

/**
 * The pixels of a mask whose class has a confidence, and a lead over the second one, of at least so
 * much.
 *
 * <p>Confidences of interpolated scores cost an exponential function a class and pixel, so most
 * pixels do without. In a cell, that is between four neighbours on the grid of scores, each score
 * is a weighted mean of its values at the corners. That the confidence of class w after softmax is
 * at least t says that the sum of {@code exp(s_c - s_w)} over all c is at most 1 / t, and that its
 * margin is at least m says that {@code exp(s_d - s_w) + m} times that sum is at most 1 for each
 * other d: convex functions of the scores, which are nowhere in a cell above their highest value at
 * a corner. So what holds at the four corners holds in between. With one score for the foreground
 * it holds because the confidence rises with the score.
 */
final class SureWinners {

    /** What a corner must have more, so that rounding does not matter. */
    private static final float SLACK = 1e-4f;

    private static final int UNKNOWN = -1;
    private static final int NONE = -2;

    private final Scores scores;
    private final float leastScore;
    private final float leastMargin;
    private final boolean cornersTell;

    private final ModelRows exact;
    private float[] row;
    private int rowRead = -1;

    private final GridAxis columns;
    private final GridAxis rows;
    private final float[] top;
    private final float[] bottom;
    private int band = -1;

    /** The class that is sure in the whole cell, for each cell of the band. */
    private final int[] sure;

    SureWinners(Scores scores, int width, int height, float leastScore, float leastMargin) {
        this.scores = scores;
        this.leastScore = leastScore;
        this.leastMargin = leastMargin;
        boolean convex =
                scores.output().kind() == OutputKind.FOREGROUND_SCORE
                        || scores.output().activation() == Activation.SOFTMAX;
        this.cornersTell = convex || leastMargin == 0;
        this.exact = new ModelRows(scores, width, height);
        ScoreGrid grid = scores.grid();
        this.columns = grid.columns(width);
        this.rows = grid.rows(height);
        this.top = new float[grid.width() * scores.channels()];
        this.bottom = new float[grid.width() * scores.channels()];
        this.sure = new int[grid.width()];
    }

    /** Whether the class that won a pixel is sure there. Rows are asked for from top to bottom. */
    boolean contains(int label, int x, int y) {
        if (cornersTell) {
            readBand(rows.cell[y]);
            int cell = columns.cell[x];
            if (sure[cell] == UNKNOWN) {
                sure[cell] = isSureAtCorners(label, cell) ? label : NONE;
            }
            if (sure[cell] == label) {
                return true;
            }
        }
        if (rowRead != y) {
            row = exact.read(y);
            rowRead = y;
        }
        return isSure(row, x, label, 0);
    }

    private void readBand(int first) {
        if (band == first) {
            return;
        }
        scores.readRow(first, top);
        scores.readRow(Math.min(first + 1, scores.grid().height() - 1), bottom);
        Arrays.fill(sure, UNKNOWN);
        band = first;
    }

    private boolean isSureAtCorners(int label, int left) {
        int right = Math.min(left + 1, scores.grid().width() - 1);
        return isSure(top, left, label, SLACK)
                && isSure(top, right, label, SLACK)
                && isSure(bottom, left, label, SLACK)
                && isSure(bottom, right, label, SLACK);
    }

    private boolean isSure(float[] from, int place, int label, float slack) {
        return (leastScore == 0 || scores.confidence(from, place, label) >= leastScore + slack)
                && (leastMargin == 0 || scores.margin(from, place, label) >= leastMargin + slack);
    }
}
