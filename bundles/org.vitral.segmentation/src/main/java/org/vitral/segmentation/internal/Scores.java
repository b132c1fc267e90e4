// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.ModelOutput;
import org.vitral.model.OutputKind;

/**
 * What a model gave for one image: {@code channels} numbers for each place of a grid, as 32-bit
 * floats, the channels of a place side by side. For a model that gives class indices the one number
 * is the index.
 *
 * @param memory {@code grid.height() * grid.width() * channels} floats
 * @param output the model's mask
 * @param grid how the mask lies over the places
 */
record Scores(MemorySegment memory, ModelOutput output, ScoreGrid grid, int channels) {

    static final int MOST_CLASSES = Label.MOST_CLASSES;

    /** The number of classes that a category mask of these scores can hold. */
    int classes() {
        return classes(output.kind(), channels);
    }

    static int classes(OutputKind kind, int channels) {
        return switch (kind) {
            case SCORES -> channels;
            case FOREGROUND_SCORE -> 2;
            case CLASS_INDICES -> MOST_CLASSES;
        };
    }

    /**
     * Above this a foreground score means the foreground: where its confidence exceeds one half.
     */
    float foregroundThreshold() {
        return output.activation() == Activation.SIGMOID ? 0 : 0.5f;
    }

    /** By how much the confidence of a class exceeds that of the best other one. */
    float margin(float[] row, int place, int label) {
        if (output.kind() == OutputKind.SCORES && output.activation() == Activation.SOFTMAX) {
            // Of nearly equal confidences the difference would have few digits left.
            float score = row[place * channels + label];
            double second = Double.NEGATIVE_INFINITY;
            for (int channel = 0; channel < channels; channel++) {
                if (channel != label) {
                    second = Math.max(second, row[place * channels + channel]);
                }
            }
            return (float) (-Math.expm1(second - score) * activated(row, place, score));
        }
        float second = 0;
        for (int other = 0; other < classes(); other++) {
            if (other != label) {
                second = Math.max(second, confidence(row, place, other));
            }
        }
        return confidence(row, place, label) - second;
    }

    /** The class of a place as its own numbers say it; a tie goes to the lower index. */
    int label(float[] row, int place) {
        return switch (output.kind()) {
            case CLASS_INDICES -> Math.round(row[place]);
            case FOREGROUND_SCORE -> row[place] > foregroundThreshold() ? 1 : 0;
            case SCORES -> {
                int from = place * channels;
                int best = 0;
                for (int channel = 1; channel < channels; channel++) {
                    if (row[from + channel] > row[from + best]) {
                        best = channel;
                    }
                }
                yield best;
            }
        };
    }

    /** The confidence of one class in a place, 0 to 1; 1 where the model gives class indices. */
    float confidence(float[] row, int place, int label) {
        return output.kind() == OutputKind.CLASS_INDICES
                ? 1
                : activated(row, place, score(row, place, label));
    }

    /** Reads one row of the grid. */
    void readRow(int row, float[] into) {
        int length = grid.width() * channels;
        long start = (long) row * length * Float.BYTES;
        MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, start, into, 0, length);
    }

    /** Writes the score of one class, or of the other one of two, for each place of the mask. */
    void copyScores(int label, MemorySegment into) {
        checkLabel(label);
        boolean background = output.kind() == OutputKind.FOREGROUND_SCORE && label == 0;
        int channel = output.kind() == OutputKind.FOREGROUND_SCORE ? 0 : label;
        GridAxis columns = grid.columns(output.width());
        GridAxis rows = grid.rows(output.height());
        long at = 0;
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                float score = interpolate(columns, x, rows, y, channel);
                into.setAtIndex(ValueLayout.JAVA_FLOAT, at++, background ? opposite(score) : score);
            }
        }
    }

    private float interpolate(GridAxis columns, int x, GridAxis rows, int y, int channel) {
        int left = columns.cell[x];
        int top = rows.cell[y];
        double along = columns.fraction[x];
        double down = rows.fraction[y];
        if (along == 0 && down == 0) {
            return value(left, top, channel);
        }
        int right = Math.min(left + 1, grid.width() - 1);
        int bottom = Math.min(top + 1, grid.height() - 1);
        double first = value(left, top, channel);
        first += (value(left, bottom, channel) - first) * down;
        double second = value(right, top, channel);
        second += (value(right, bottom, channel) - second) * down;
        return (float) (first + (second - first) * along);
    }

    private float value(int column, int row, int channel) {
        long place = (long) row * grid.width() + column;
        return memory.getAtIndex(ValueLayout.JAVA_FLOAT, place * channels + channel);
    }

    /** Writes the confidence of one class, 0 to 1, for each place of the mask. */
    void copyConfidences(int label, MemorySegment into) {
        copyConfidences(
                new int[] {label}, output.width(), output.height(), new MemorySegment[] {into});
    }

    /** Writes the confidence of some classes, 0 to 1, for each pixel of a mask of any size. */
    void copyConfidences(int[] labels, int width, int height, MemorySegment[] into) {
        for (int label : labels) {
            checkLabel(label);
        }
        boolean sums =
                output.kind() == OutputKind.SCORES && output.activation() == Activation.SOFTMAX;
        ModelRows rows = new ModelRows(this, width, height);
        float[] confidences = new float[width];
        double[] highest = new double[sums ? width : 0];
        double[] sum = new double[sums ? width : 0];
        for (int y = 0; y < height; y++) {
            float[] row = rows.read(y);
            for (int x = 0; x < highest.length; x++) {
                highest[x] = highest(row, x);
                sum[x] = sumOfWeights(row, x, highest[x]);
            }
            for (int i = 0; i < labels.length; i++) {
                for (int x = 0; x < width; x++) {
                    float score = score(row, x, labels[i]);
                    confidences[x] =
                            sums
                                    ? (float) (Math.exp(score - highest[x]) / sum[x])
                                    : activated(row, x, score);
                }
                long offset = (long) y * width * Float.BYTES;
                MemorySegment.copy(confidences, 0, into[i], ValueLayout.JAVA_FLOAT, offset, width);
            }
        }
    }

    private double highest(float[] row, int place) {
        double highest = row[place * channels];
        for (int channel = 1; channel < channels; channel++) {
            highest = Math.max(highest, row[place * channels + channel]);
        }
        return highest;
    }

    /** The sum of {@code exp(s - m)} over the scores s of a place, where m is the highest. */
    private double sumOfWeights(float[] row, int place, double highest) {
        double sum = 0;
        for (int channel = 0; channel < channels; channel++) {
            sum += Math.exp(row[place * channels + channel] - highest);
        }
        return sum;
    }

    private float score(float[] row, int place, int label) {
        return switch (output.kind()) {
            case FOREGROUND_SCORE -> label == 0 ? opposite(row[place]) : row[place];
            default -> row[place * channels + label];
        };
    }

    private float activated(float[] row, int place, float score) {
        return switch (output.activation()) {
            case NONE -> Math.clamp(score, 0f, 1f);
            case SIGMOID -> (float) (1 / (1 + Math.exp(-score)));
            case SOFTMAX -> {
                double highest = highest(row, place);
                yield (float) (Math.exp(score - highest) / sumOfWeights(row, place, highest));
            }
        };
    }

    /** The score of the background where only that of the foreground is given. */
    private float opposite(float foreground) {
        return output.activation() == Activation.SIGMOID ? -foreground : 1 - foreground;
    }

    private void checkLabel(int label) {
        if (output.kind() == OutputKind.CLASS_INDICES) {
            throw new IllegalArgumentException(
                    "This model gives the index of the class at each place, and no scores");
        }
        if (label < 0 || label >= classes()) {
            throw new IllegalArgumentException(
                    "This model has the classes 0 to %d, and no class %d"
                            .formatted(classes() - 1, label));
        }
    }
}
