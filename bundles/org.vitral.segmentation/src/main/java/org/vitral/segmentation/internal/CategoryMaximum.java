// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.vitral.model.OutputKind;

/**
 * Finds the class of each pixel of a mask of any size: scores are interpolated bilinearly between
 * the centres of their places, then the highest one wins. A tie goes to the lower index. Class
 * indices cannot be interpolated: there the nearest place is taken.
 */
final class CategoryMaximum {

    private final Scores scores;
    private final int width;
    private final int bytesPerPixel;
    private final AxisTaps columns;
    private final AxisTaps rows;

    private CategoryMaximum(Scores scores, int width, int height, int bytesPerPixel) {
        this.scores = scores;
        this.width = width;
        this.bytesPerPixel = bytesPerPixel;
        this.columns = AxisTaps.interpolating(width, scores.output().width());
        this.rows = AxisTaps.interpolating(height, scores.output().height());
    }

    /** Writes the class of each pixel, {@code bytesPerPixel} bytes each, row by row. */
    static void write(Scores scores, int width, int height, int bytesPerPixel, MemorySegment mask) {
        CategoryMaximum maximum = new CategoryMaximum(scores, width, height, bytesPerPixel);
        if (scores.output().kind() == OutputKind.CLASS_INDICES) {
            maximum.writeNearest(height, mask);
        } else {
            maximum.writeMaxima(height, mask);
        }
    }

    private void writeNearest(int height, MemorySegment mask) {
        float[] row = new float[scores.output().width()];
        for (int y = 0; y < height; y++) {
            scores.readRow(nearest(rows, y), row);
            for (int x = 0; x < width; x++) {
                int label = Math.clamp((int) row[nearest(columns, x)], 0, Scores.MOST_CLASSES - 1);
                set(mask, (long) y * width + x, label);
            }
        }
    }

    private static int nearest(AxisTaps taps, int place) {
        boolean second = taps.count[place] == 2 && taps.weights[place * 2 + 1] > 0.5f;
        return taps.first[place] + (second ? 1 : 0);
    }

    private void writeMaxima(int height, MemorySegment mask) {
        int length = scores.output().width() * scores.channels();
        float[] upper = new float[length];
        float[] lower = new float[length];
        int upperRow = -1;
        float[] row = new float[length];
        for (int y = 0; y < height; y++) {
            int first = rows.first[y];
            boolean single = rows.count[y] == 1;
            if (first != upperRow) {
                scores.readRow(first, upper);
                if (first + 1 < scores.output().height()) {
                    scores.readRow(first + 1, lower);
                }
                upperRow = first;
            }
            float[] blended = upper;
            if (!single) {
                float weight = rows.weights[y * 2 + 1];
                for (int i = 0; i < length; i++) {
                    row[i] = upper[i] + (lower[i] - upper[i]) * weight;
                }
                blended = row;
            }
            writeRow(blended, (long) y * width, mask);
        }
    }

    private void writeRow(float[] row, long at, MemorySegment mask) {
        int channels = scores.channels();
        boolean foreground = scores.output().kind() == OutputKind.FOREGROUND_SCORE;
        for (int x = 0; x < width; x++) {
            boolean single = columns.count[x] == 1;
            int left = columns.first[x] * channels;
            int right = single ? left : left + channels;
            float weight = columns.weights[x * 2 + 1];
            int label;
            if (foreground) {
                float score = row[left] + (row[right] - row[left]) * weight;
                label = score > scores.foregroundThreshold() ? 1 : 0;
            } else if (single) {
                label = highest(row, left, channels);
            } else {
                label = highest(row, left, right, weight, channels);
            }
            set(mask, at + x, label);
        }
    }

    /** Without interpolation, as it is for each pixel of a mask at the model's size. */
    private static int highest(float[] row, int start, int channels) {
        int best = 0;
        float highest = row[start];
        for (int channel = 1; channel < channels; channel++) {
            float score = row[start + channel];
            if (score > highest) {
                highest = score;
                best = channel;
            }
        }
        return best;
    }

    private static int highest(float[] row, int left, int right, float weight, int channels) {
        int best = 0;
        float highest = row[left] + (row[right] - row[left]) * weight;
        for (int channel = 1; channel < channels; channel++) {
            float a = row[left + channel];
            float score = a + (row[right + channel] - a) * weight;
            if (score > highest) {
                highest = score;
                best = channel;
            }
        }
        return best;
    }

    private void set(MemorySegment mask, long at, int label) {
        if (bytesPerPixel == 1) {
            mask.set(ValueLayout.JAVA_BYTE, at, (byte) label);
        } else {
            mask.setAtIndex(ValueLayout.JAVA_SHORT, at, (short) label);
        }
    }
}
