// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.vitral.model.Activation;
import org.vitral.model.OutputKind;

/**
 * How sure a model is at each place of its mask. One class after the other goes into sums over
 * weights: the confidences, or {@code exp(s - m)} of the scores {@code s} for softmax, where {@code
 * m} is the highest score so far, so that nothing overflows.
 */
final class Certainty {

    private final boolean softmax;
    private final int classes;

    /** The two highest scores or confidences of each place. */
    private final float[] best;

    private final float[] second;

    /** The sum of the weights w of each place, and that of w ln w. */
    private final double[] weights;

    private final double[] logarithms;

    private Certainty(Scores scores) {
        int places = Math.multiplyExact(scores.output().width(), scores.output().height());
        softmax =
                scores.output().kind() == OutputKind.SCORES
                        && scores.output().activation() == Activation.SOFTMAX;
        classes = scores.classes();
        best = new float[places];
        second = new float[places];
        weights = new double[places];
        logarithms = new double[places];
        if (softmax) {
            Arrays.fill(second, Float.NEGATIVE_INFINITY);
        }
    }

    /**
     * Adds up what a model gave.
     *
     * @param room for one float a place; what it holds afterwards is not defined
     * @throws UnsupportedOperationException if the model gives class indices only
     */
    static Certainty of(Scores scores, MemorySegment room) {
        if (scores.output().kind() == OutputKind.CLASS_INDICES) {
            throw new UnsupportedOperationException(
                    "This model gives the index of the class at each place, and not how sure it is");
        }
        Certainty certainty = new Certainty(scores);
        for (int label = 0; label < certainty.classes; label++) {
            if (certainty.softmax) {
                scores.copyScores(label, room);
                certainty.addScores(room, label == 0);
            } else {
                scores.copyConfidences(label, room);
                certainty.addConfidences(room);
            }
        }
        return certainty;
    }

    private void addScores(MemorySegment scores, boolean first) {
        for (int place = 0; place < best.length; place++) {
            float score = scores.getAtIndex(ValueLayout.JAVA_FLOAT, place);
            if (first) {
                best[place] = score;
                weights[place] = 1;
            } else if (score > best[place]) {
                // The sums were relative to another highest score.
                double step = (double) best[place] - score;
                double scale = Math.exp(step);
                logarithms[place] =
                        scale == 0 ? 0 : scale * (logarithms[place] + step * weights[place]);
                weights[place] = scale * weights[place] + 1;
                second[place] = best[place];
                best[place] = score;
            } else {
                double difference = (double) score - best[place];
                double weight = Math.exp(difference);
                weights[place] += weight;
                logarithms[place] += weight == 0 ? 0 : weight * difference;
                second[place] = Math.max(second[place], score);
            }
        }
    }

    private void addConfidences(MemorySegment confidences) {
        for (int place = 0; place < best.length; place++) {
            float confidence = confidences.getAtIndex(ValueLayout.JAVA_FLOAT, place);
            weights[place] += confidence;
            logarithms[place] += confidence == 0 ? 0 : confidence * Math.log(confidence);
            second[place] = Math.max(second[place], Math.min(best[place], confidence));
            best[place] = Math.max(best[place], confidence);
        }
    }

    /** Writes the confidence of the best class less that of the second one. */
    void writeMargins(MemorySegment into) {
        for (int place = 0; place < best.length; place++) {
            double margin =
                    softmax
                            ? Math.abs(Math.expm1((double) second[place] - best[place]))
                                    / weights[place]
                            : best[place] - second[place];
            into.setAtIndex(ValueLayout.JAVA_FLOAT, place, (float) margin);
        }
    }

    /** Writes Shannon's entropy in bits. */
    void writeEntropies(MemorySegment into) {
        for (int place = 0; place < best.length; place++) {
            // - sum of p ln p, where p = w / sum of w. No confidence at all is the same for each.
            double sum = weights[place];
            double nats = sum == 0 ? Math.log(classes) : Math.log(sum) - logarithms[place] / sum;
            float bits = (float) Math.max(0, nats / Math.log(2));
            into.setAtIndex(ValueLayout.JAVA_FLOAT, place, bits);
        }
    }
}
