// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.vitral.evaluation.BoundaryScore;
import org.vitral.evaluation.Comparison;
import org.vitral.evaluation.ComparisonResult;
import org.vitral.evaluation.ConfusionMatrix;
import org.vitral.evaluation.Evaluation;
import org.vitral.evaluation.EvaluationResult;
import org.vitral.evaluation.Evaluator;
import org.vitral.evaluation.TruthMask;
import org.vitral.image.ImageException;
import org.vitral.model.Label;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.Segmentation;

/**
 * Evaluates without a framework: a truth is a file of a byte a pixel, and boundaries are all right.
 */
final class TestEvaluator implements Evaluator {

    /** Why no two models can be compared; empty where they can. */
    String nothingInCommon = "";

    OptionalInt ignored = OptionalInt.empty();

    @Override
    public TruthMask readTruth(
            InputStream in, int width, int height, List<Label> labels, OptionalInt ignoredIndex)
            throws IOException {
        byte[] bytes = in.readAllBytes();
        if (bytes.length != width * height) {
            throw new ImageException(
                    "The truth has %d pixels, but the photograph has %d"
                            .formatted(bytes.length, width * height));
        }
        char[] pixels = new char[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            pixels[i] = (char) (bytes[i] & 0xff);
        }
        return new TruthMask(width, height, pixels);
    }

    @Override
    public Evaluation evaluate(List<Label> labels, OptionalInt ignoredIndex) {
        ignored = ignoredIndex;
        long[][] counts = new long[labels.size()][labels.size()];
        long[] seen = new long[2];
        return new Evaluation() {
            @Override
            public void add(TruthMask truth, CategoryMask mask) {
                for (int y = 0; y < mask.height(); y++) {
                    for (int x = 0; x < mask.width(); x++) {
                        if (ignored.isPresent() && ignored.getAsInt() == truth.label(x, y)) {
                            seen[1]++;
                        } else {
                            counts[truth.label(x, y)][mask.label(x, y)]++;
                        }
                    }
                }
                seen[0]++;
            }

            @Override
            public EvaluationResult result() {
                return new EvaluationResult(
                        labels,
                        seen[0],
                        seen[1],
                        new ConfusionMatrix(counts),
                        Collections.nCopies(labels.size(), new BoundaryScore(1, 1, 0.5, 2 / 3.0)));
            }
        };
    }

    @Override
    public Comparison compare(List<Label> first, List<Label> second) {
        if (!nothingInCommon.isEmpty()) {
            throw new IllegalArgumentException(nothingInCommon);
        }
        List<String> names = new ArrayList<>();
        return new Comparison() {
            @Override
            public double add(String name, Segmentation one, Segmentation other) {
                names.add(name);
                return 1 - names.size() / 4.0;
            }

            @Override
            public ComparisonResult result() {
                return new ComparisonResult(
                        List.of("dark", "bright"),
                        2,
                        names.size(),
                        new ConfusionMatrix(new long[][] {{30, 10}, {20, 40}}),
                        Optional.of(
                                new ComparisonResult.Worst(
                                        names.getLast(), 1 - names.size() / 4.0)),
                        OptionalDouble.of(Double.NaN),
                        Optional.of(Duration.ofMillis(20)),
                        Optional.of(Duration.ofMillis(40)));
            }
        };
    }
}
