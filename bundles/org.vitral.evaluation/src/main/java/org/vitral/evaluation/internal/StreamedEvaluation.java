// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.vitral.evaluation.ConfusionMatrix;
import org.vitral.evaluation.Evaluation;
import org.vitral.evaluation.EvaluationResult;
import org.vitral.evaluation.TruthMask;
import org.vitral.model.Label;
import org.vitral.segmentation.CategoryMask;

/** An evaluation that keeps a confusion matrix and the sums of the boundaries' scores. */
final class StreamedEvaluation implements Evaluation {

    /** No index of a pixel. */
    private static final int NONE = -1;

    private final List<Label> labels;
    private final int ignored;
    private final long[][] confusion;
    private final BoundarySum[] boundaries;
    private long images;
    private long ignoredPixels;

    StreamedEvaluation(List<Label> labels, OptionalInt ignored) {
        this.labels = List.copyOf(labels);
        this.ignored = ignored.orElse(NONE);
        confusion = new long[labels.size()][labels.size()];
        boundaries = new BoundarySum[labels.size()];
        for (int i = 0; i < boundaries.length; i++) {
            boundaries[i] = new BoundarySum();
        }
    }

    @Override
    public void add(TruthMask truth, CategoryMask mask) {
        int width = truth.width();
        int height = truth.height();
        if (mask.width() != width || mask.height() != height) {
            throw new IllegalArgumentException(
                    "The truth is %d x %d, but the mask is %d x %d"
                            .formatted(width, height, mask.width(), mask.height()));
        }
        char[] predicted = MaskIndices.of(mask, labels.size());
        char[] actual = actual(truth);
        boolean[] inTruth = new boolean[labels.size()];
        boolean[] inMask = new boolean[labels.size()];
        for (int i = 0; i < actual.length; i++) {
            if (actual[i] == ignored) {
                ignoredPixels++;
                // What is not judged is taken as seen: it makes no boundary that is not in the
                // mask.
                actual[i] = predicted[i];
            } else {
                confusion[actual[i]][predicted[i]]++;
                inTruth[actual[i]] = true;
                inMask[predicted[i]] = true;
            }
        }
        BoundaryMatch match = new BoundaryMatch(width, height, actual, predicted);
        for (int label = 0; label < boundaries.length; label++) {
            if (inTruth[label] && inMask[label]) {
                boundaries[label].add(match.precision(label), match.recall(label));
            } else if (inTruth[label] || inMask[label]) {
                boundaries[label].add(0, 0);
            }
        }
        images++;
    }

    private char[] actual(TruthMask truth) {
        int width = truth.width();
        char[] actual = new char[width * truth.height()];
        for (int y = 0; y < truth.height(); y++) {
            for (int x = 0; x < width; x++) {
                int index = truth.label(x, y);
                if (index >= labels.size() && index != ignored) {
                    throw new IllegalArgumentException(
                            "The truth has the class %d at (%d, %d), but there are %d classes"
                                    .formatted(index, x, y, labels.size()));
                }
                actual[y * width + x] = (char) index;
            }
        }
        return actual;
    }

    @Override
    public EvaluationResult result() {
        return new EvaluationResult(
                labels,
                images,
                ignoredPixels,
                new ConfusionMatrix(confusion),
                IntStream.range(0, boundaries.length)
                        .mapToObj(label -> boundaries[label].score())
                        .toList());
    }
}
