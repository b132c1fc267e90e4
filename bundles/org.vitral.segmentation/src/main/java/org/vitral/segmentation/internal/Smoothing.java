// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import org.vitral.model.Activation;
import org.vitral.model.ModelDescription;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.Frames;
import org.vitral.segmentation.SegmentationException;

/**
 * Mixes the confidences of a frame with those of the one before where the model is uncertain. It
 * keeps the smoothed scores of the last frame. For one thread at a time.
 *
 * <p>Only places that are uncertain enough for a difference are looked at closely; the scores of
 * the others, and of those that did not change, stay what they are to the last bit.
 */
final class Smoothing implements AutoCloseable {

    /** Below this weight a confidence changes by less than a thousandth: it is left alone. */
    private static final double LEAST_WEIGHT = 1e-3;

    /**
     * Confidences of a sigmoid's scores are kept this far from 0 and 1, where scores are infinite.
     */
    private static final double MARGIN = 1e-7;

    private final double ratio;
    private final long longestGap;
    private final MemoryPool pool;

    /** The smoothed scores of the frame before, and what they are of; null where there is none. */
    private ScoreMemory previous;

    private ModelDescription model;
    private Scores shape;
    private Frames frames;
    private long timestamp;

    // One row of this frame and of the one before, and the confidences of one place.
    private float[] row = {};
    private float[] before = {};
    private double[] now = {};
    private double[] then = {};

    /**
     * A smoothing that has seen nothing.
     *
     * @param ratio how much of the frame before goes into the most uncertain place, 0 to 1
     * @param gap the longest time between two frames that are mixed
     */
    Smoothing(double ratio, Duration gap, MemoryPool pool) {
        this.ratio = ratio;
        this.longestGap =
                gap.compareTo(Duration.ofMillis(Long.MAX_VALUE)) < 0
                        ? gap.toMillis()
                        : Long.MAX_VALUE;
        this.pool = pool;
    }

    /**
     * Smooths the next frame, of which no mask was made yet.
     *
     * @param at the frame's timestamp in milliseconds, above the one before
     * @throws SegmentationException if the model gives class indices only
     */
    void smooth(ModelSegmentation seen, long at) throws SegmentationException {
        if (ratio == 0) {
            return;
        }
        Scores scores = seen.scores();
        if (scores.output().kind() == OutputKind.CLASS_INDICES) {
            throw new SegmentationException(
                    "The model %s gives class indices and no scores, so its masks cannot be smoothed"
                            .formatted(seen.model().name()));
        }
        if (continues(seen, scores, at)) {
            seen.rescore(memory -> mix(scores, memory));
        } else {
            forget();
            previous = ScoreMemory.of(pool, scores.memory().byteSize());
            shape = new Scores(null, scores.output(), scores.grid(), scores.channels());
            frames = seen.frames();
        }
        previous.memory().copyFrom(scores.memory());
        model = seen.model();
        timestamp = at;
    }

    private boolean continues(ModelSegmentation seen, Scores scores, long at) {
        long gap = at - timestamp;
        return previous != null
                && gap >= 0 // else it is more than a long can hold
                && gap <= longestGap
                && scores.channels() == shape.channels()
                && scores.grid().equals(shape.grid())
                && scores.output().equals(shape.output())
                && seen.frames().equals(frames)
                && (seen.model() == model || seen.model().equals(model));
    }

    private void mix(Scores scores, MemorySegment memory) {
        int channels = scores.channels();
        int columns = scores.grid().width();
        int length = columns * channels;
        if (row.length != length) {
            row = new float[length];
            before = new float[length];
            now = new double[channels];
            then = new double[channels];
        }
        for (int y = 0; y < scores.grid().height(); y++) {
            long start = (long) y * length * Float.BYTES;
            MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, start, row, 0, length);
            MemorySegment.copy(previous.memory(), ValueLayout.JAVA_FLOAT, start, before, 0, length);
            boolean changed = false;
            for (int x = 0; x < columns; x++) {
                double weight = ratio * uncertainty(share(scores, x * channels, channels));
                if (weight >= LEAST_WEIGHT) {
                    changed |= mixPlace(scores, x * channels, channels, weight);
                }
            }
            if (changed) {
                MemorySegment.copy(row, 0, memory, ValueLayout.JAVA_FLOAT, start, length);
            }
        }
    }

    /**
     * How uncertain a confidence is: 1 at one half, 0 at 0 and 1. The square of the binary entropy
     * in bits, by the polynomial of MediaPipe's {@code SegmentationSmoothingCalculator}
     * (mediapipe/calculators/image/segmentation_smoothing_calculator.cc).
     */
    static double uncertainty(double confidence) {
        double x = (confidence - 0.5) * (confidence - 0.5);
        double certainty =
                x * (5.68842 + x * (-0.748699 + x * (-57.8051 + x * (291.309 - x * 624.717))));
        return 1 - Math.min(1, certainty);
    }

    /** What the best class has of the confidence of the two best ones in a place. */
    private double share(Scores scores, int from, int channels) {
        if (scores.output().kind() == OutputKind.FOREGROUND_SCORE) {
            return confidence(scores.output().activation(), row[from]);
        }
        float best = Float.NEGATIVE_INFINITY;
        float second = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + channels; i++) {
            if (row[i] > best) {
                second = best;
                best = row[i];
            } else if (row[i] > second) {
                second = row[i];
            }
        }
        if (scores.output().activation() == Activation.SOFTMAX) {
            return 1 / (1 + Math.exp((double) second - best));
        }
        double first = confidence(scores.output().activation(), best);
        double other = channels < 2 ? 0 : confidence(scores.output().activation(), second);
        return first + other == 0 ? 0.5 : first / (first + other);
    }

    private static double confidence(Activation activation, float score) {
        return activation == Activation.SIGMOID
                ? 1 / (1 + Math.exp(-score))
                : Math.clamp(score, 0.0, 1.0);
    }

    /** Mixes one place of the row; whether that changed anything. */
    private boolean mixPlace(Scores scores, int from, int channels, double weight) {
        boolean same = true;
        for (int i = from; i < from + channels; i++) {
            same &= row[i] == before[i];
        }
        if (same) {
            return false;
        }
        if (scores.output().kind() == OutputKind.SCORES
                && scores.output().activation() == Activation.SOFTMAX) {
            mixSoftmax(from, channels, weight);
        } else {
            Activation activation = scores.output().activation();
            for (int i = from; i < from + channels; i++) {
                double p = confidence(activation, row[i]);
                double mixed = p + (confidence(activation, before[i]) - p) * weight;
                row[i] = (float) (activation == Activation.SIGMOID ? logit(mixed) : mixed);
            }
        }
        return true;
    }

    private static double logit(double confidence) {
        double inside = Math.clamp(confidence, MARGIN, 1 - MARGIN);
        return Math.log(inside / (1 - inside));
    }

    /** Scores whose softmax is the mixture, and which sum up to exp() as this frame's do. */
    private void mixSoftmax(int from, int channels, double weight) {
        double sum = softmax(row, from, channels, now);
        softmax(before, from, channels, then);
        for (int i = 0; i < channels; i++) {
            double mixed = now[i] + (then[i] - now[i]) * weight;
            if (mixed > 0) {
                row[from + i] = (float) (Math.log(mixed) + sum);
            }
        }
    }

    /** Writes the confidences of a place; returns the logarithm of the sum of exp(score). */
    private static double softmax(float[] scores, int from, int channels, double[] into) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < channels; i++) {
            highest = Math.max(highest, scores[from + i]);
        }
        double sum = 0;
        for (int i = 0; i < channels; i++) {
            into[i] = Math.exp(scores[from + i] - highest);
            sum += into[i];
        }
        for (int i = 0; i < channels; i++) {
            into[i] /= sum;
        }
        return highest + Math.log(sum);
    }

    private void forget() {
        if (previous != null) {
            previous.close();
            previous = null;
        }
    }

    /** Gives its memory back. Closing twice does nothing more. */
    @Override
    public void close() {
        forget();
    }
}
