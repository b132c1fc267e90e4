// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.Arrays;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.Segmentation;

/**
 * A category mask whose edges lie between the pixels, where the scores put them.
 *
 * <p>Where classes meet, the lead of a class over the others falls through zero. The lead divided
 * by its slope is the distance to that place, and the distance tells how much of the pixel is on
 * either side. The scores are believed where they give the classes of the mask at a pixel and at
 * its four neighbours. Where they do not (a threshold or a list changed the mask, tiles are finer
 * than the scores, the model gives class indices only) the steps of the mask itself are smoothed.
 *
 * <p>Rows are read in ascending order. For one thread. What is held is three rows, and the scores
 * at the model's size of the classes that meet.
 */
final class SoftMask {

    private static final int LIMIT = 4;
    private static final int COARSEST = 6;
    private static final int NOT_ONE = -1;

    /** What scores may differ by where the mask calls one of them the higher. */
    private static final float EVEN = 1e-4f;

    final int width;
    final int height;

    private final MaskRows rows;
    private final ScoreField scores;
    private final int reach;
    private final int[][] window;
    private final int[] columns;
    private int read;

    private final int[] labels = new int[LIMIT];
    private final float[] values = new float[LIMIT];
    private final float[] covered = new float[LIMIT];
    private final float[][] leads = new float[5][LIMIT];

    SoftMask(Segmentation segmentation, CategoryMask mask) {
        width = mask.width();
        height = mask.height();
        rows = new MaskRows(mask);
        scores = new ScoreField(segmentation, width, height);
        reach = scores.given() ? 1 : steps(segmentation);
        window = new int[2 * reach + 1][width];
        columns = new int[width];
    }

    /** How many pixels a place of a model without scores takes in the mask. */
    private int steps(Segmentation segmentation) {
        double across = (double) width / segmentation.modelWidth();
        double down = (double) height / segmentation.modelHeight();
        return Math.clamp((int) Math.ceil(Math.max(across, down)), 1, COARSEST);
    }

    /** Reads the next row; the first one first. */
    void read(int y, SoftRow row) {
        for (; read <= Math.min(height - 1, y + reach); read++) {
            rows.read(read, window[read % window.length]);
        }
        int[] middle = window[y % window.length];
        System.arraycopy(middle, 0, row.own, 0, width);
        Arrays.fill(row.part, 0);
        unite(y);
        int done = 0;
        for (int x = 0; x < width; x++) {
            boolean one = columns[x] != NOT_ONE;
            if (one && (x == 0 || columns[x] == columns[x - 1])) {
                continue;
            }
            int end = Math.min(width, x + reach + (one ? 0 : 1));
            for (int near = Math.max(done, x - reach); near < end; near++) {
                soften(near, y, row);
            }
            done = Math.max(done, end);
        }
    }

    /** What class all pixels of the window have in each column. */
    private void unite(int y) {
        int[] middle = window[y % window.length];
        System.arraycopy(middle, 0, columns, 0, width);
        for (int near = Math.max(0, y - reach); near <= Math.min(height - 1, y + reach); near++) {
            int[] line = window[near % window.length];
            for (int x = 0; near != y && x < width; x++) {
                int same = Arrays.mismatch(line, x, width, middle, x, width);
                if (same < 0) {
                    break;
                }
                x += same;
                columns[x] = NOT_ONE;
            }
        }
    }

    private void soften(int x, int y, SoftRow row) {
        if (!scores.given() || !fromScores(x, y)) {
            fromSteps(x, y);
        }
        float all = 0;
        int second = 0;
        for (int i = 0; i < LIMIT && labels[i] >= 0; i++) {
            all += covered[i];
            if (i > 0 && (second == 0 || covered[i] > covered[second])) {
                second = i;
            }
        }
        if (second > 0) {
            row.other[x] = labels[second];
            row.part[x] = Math.min(0.5f, 1 - covered[0] / all);
        }
    }

    private int label(int x, int y) {
        return window[y % window.length][x];
    }

    /** Collects the classes around a pixel, its own first, and weighs them by how near they are. */
    private int collect(int x, int y) {
        Arrays.fill(labels, -1);
        Arrays.fill(covered, 0);
        labels[0] = label(x, y);
        int all = 0;
        for (int row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
            int down = reach + 1 - Math.abs(row - y);
            for (int at = Math.max(0, x - reach); at <= Math.min(width - 1, x + reach); at++) {
                int weight = down * (reach + 1 - Math.abs(at - x));
                all += weight;
                int place = place(label(at, row));
                if (place < LIMIT) {
                    covered[place] += weight;
                }
            }
        }
        return all;
    }

    private int place(int label) {
        for (int i = 0; i < LIMIT; i++) {
            if (labels[i] < 0) {
                labels[i] = label;
            }
            if (labels[i] == label) {
                return i;
            }
        }
        return LIMIT;
    }

    private void fromSteps(int x, int y) {
        int all = collect(x, y);
        for (int i = 0; i < LIMIT; i++) {
            // Twice the part less one is the lead; at a straight edge it falls by 2 / (reach + 1).
            float lead = 2 * covered[i] / all - 1;
            covered[i] = Math.clamp(0.5f + lead * (reach + 1) / 2, i == 0 ? 0.5f : 0, 1);
        }
    }

    private boolean fromScores(int x, int y) {
        collect(x, y);
        int left = Math.max(x - 1, 0);
        int right = Math.min(x + 1, width - 1);
        int top = Math.max(y - 1, 0);
        int bottom = Math.min(y + 1, height - 1);
        if (!(lead(0, x, y) && lead(1, left, y) && lead(2, right, y))
                || !(lead(3, x, top) && lead(4, x, bottom))) {
            return false;
        }
        for (int i = 0; i < LIMIT && labels[i] >= 0; i++) {
            float across = slope(leads[1][i], leads[2][i], right - left);
            float down = slope(leads[3][i], leads[4][i], bottom - top);
            float slope = (float) Math.sqrt(across * across + down * down);
            float distance = slope > 0 ? leads[0][i] / slope : 0;
            covered[i] = Math.clamp(0.5f + distance, 0, 1);
        }
        covered[0] = Math.max(covered[0], 0.5f);
        return true;
    }

    private static float slope(float from, float to, int distance) {
        return distance == 0 ? 0 : (to - from) / distance;
    }

    /**
     * The leads of the classes at a pixel; false where the mask has another class than they say.
     */
    private boolean lead(int at, int x, int y) {
        int best = 0;
        int second = -1;
        for (int i = 0; i < LIMIT && labels[i] >= 0; i++) {
            if (!scores.has(labels[i])) {
                return false;
            }
            values[i] = scores.score(labels[i], x, y);
            if (i > 0 && values[i] > values[best]) {
                second = best;
                best = i;
            } else if (i > 0 && (second < 0 || values[i] > values[second])) {
                second = i;
            }
        }
        if (second < 0) {
            return false;
        }
        int says = label(x, y);
        for (int i = 0; i < LIMIT && labels[i] >= 0; i++) {
            leads[at][i] = values[i] - values[i == best ? second : best];
            if (labels[i] == says && leads[at][i] < -EVEN) {
                return false;
            }
        }
        return true;
    }

    /**
     * How far from the middle of a pixel to that of a neighbour one class gives way to another, as
     * a part of the way; in the middle where the scores do not say.
     */
    float crossing(int label, int x, int y, int neighbour, int neighbourX, int neighbourY) {
        if (!scores.has(label) || !scores.has(neighbour)) {
            return 0.5f;
        }
        float from = scores.score(label, x, y) - scores.score(neighbour, x, y);
        float to =
                scores.score(neighbour, neighbourX, neighbourY)
                        - scores.score(label, neighbourX, neighbourY);
        return from < 0 || to < 0 || from + to <= 0 ? 0.5f : from / (from + to);
    }
}
