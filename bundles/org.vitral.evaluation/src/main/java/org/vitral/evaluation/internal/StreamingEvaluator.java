// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Component;
import org.vitral.evaluation.Comparison;
import org.vitral.evaluation.Evaluation;
import org.vitral.evaluation.Evaluator;
import org.vitral.evaluation.TruthMask;
import org.vitral.model.Label;

/** Evaluates photograph by photograph, and keeps sums only. */
@Component
public final class StreamingEvaluator implements Evaluator {

    @Override
    public TruthMask readTruth(
            InputStream in, int width, int height, List<Label> labels, OptionalInt ignored)
            throws IOException {
        return new PngTruth(width, height, labels, ignored).read(in);
    }

    @Override
    public Evaluation evaluate(List<Label> labels, OptionalInt ignored) {
        return new StreamedEvaluation(labels, ignored);
    }

    @Override
    public Comparison compare(List<Label> first, List<Label> second) {
        return new StreamedComparison(first, second);
    }
}
