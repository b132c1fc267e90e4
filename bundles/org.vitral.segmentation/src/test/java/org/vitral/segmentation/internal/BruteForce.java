// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.ValueLayout;
import org.vitral.model.OutputKind;

/** The reference: interpolates every score at every pixel, in double precision. */
final class BruteForce {

    private final Scores scores;
    private final float[] values;

    BruteForce(Scores scores) {
        this.scores = scores;
        this.values = scores.memory().toArray(ValueLayout.JAVA_FLOAT);
    }

    /** Where a place of the mask lies on the grid, as the three kinds of resizing define it. */
    static double position(int place, int places, int model, int grid, Resizing resizing) {
        double onModel = places == model ? place : (place + 0.5) * model / places - 0.5;
        double p = Math.min(Math.max(onModel, 0), model - 1);
        double g =
                grid == model
                        ? p
                        : switch (resizing) {
                            case ALIGN_CORNERS ->
                                    model > 1 ? p * (grid - 1) / (model - 1) : p * grid / model;
                            case HALF_PIXEL -> (p + 0.5) * grid / model - 0.5;
                            case PLAIN -> p * grid / model;
                        };
        return Math.min(Math.max(g, 0), grid - 1);
    }

    /** The score of each class at a pixel of a mask; for a foreground score that, and its limit. */
    double[] at(int x, int y, int width, int height) {
        ScoreGrid grid = scores.grid();
        double u = position(x, width, grid.modelWidth(), grid.width(), grid.resizing());
        double v = position(y, height, grid.modelHeight(), grid.height(), grid.resizing());
        boolean foreground = scores.output().kind() == OutputKind.FOREGROUND_SCORE;
        if (foreground) {
            return new double[] {scores.foregroundThreshold(), interpolate(u, v, 0)};
        }
        double[] all = new double[scores.channels()];
        for (int channel = 0; channel < all.length; channel++) {
            all[channel] = interpolate(u, v, channel);
        }
        return all;
    }

    private double interpolate(double u, double v, int channel) {
        int left = (int) u;
        int top = (int) v;
        int right = Math.min(left + 1, scores.grid().width() - 1);
        int bottom = Math.min(top + 1, scores.grid().height() - 1);
        double first = lerp(value(left, top, channel), value(left, bottom, channel), v - top);
        double second = lerp(value(right, top, channel), value(right, bottom, channel), v - top);
        return lerp(first, second, u - left);
    }

    private double value(int column, int row, int channel) {
        return values[(row * scores.grid().width() + column) * scores.channels() + channel];
    }

    private static double lerp(double from, double to, double share) {
        return from + (to - from) * share;
    }

    /** The highest one, the first of those that are equal. */
    static int highest(double[] all) {
        int best = 0;
        for (int i = 1; i < all.length; i++) {
            if (all[i] > all[best]) {
                best = i;
            }
        }
        return best;
    }
}
