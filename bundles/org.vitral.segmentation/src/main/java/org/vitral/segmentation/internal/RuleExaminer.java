// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.vitral.model.Model;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelException;
import org.vitral.segmentation.ModelRewriting;
import org.vitral.segmentation.RewritingReport;
import org.vitral.segmentation.RuleReport;
import org.vitral.segmentation.internal.graph.GraphRewriter;
import org.vitral.segmentation.internal.graph.GraphTensors;
import org.vitral.segmentation.internal.graph.RewrittenModel;
import org.vitral.segmentation.internal.graph.RuleOutcome;

/** Applies all rules to a model, and tells what came of it. */
@Component
public final class RuleExaminer implements ModelRewriting {

    private final GraphRewriter rewriter = GraphRewriter.standard();

    @Override
    public RewritingReport examine(Model model) throws ModelException {
        try (ModelContent content = model.open()) {
            RewrittenModel rewritten =
                    rewriter.rewrite(
                            content.bytes().asByteBuffer(),
                            model.description().output().index(),
                            rule -> true);
            Optional<String> refusal = CheckedRewriting.refusal(model.description());
            List<RuleReport> rules =
                    rewritten.outcomes().stream()
                            .map(
                                    outcome ->
                                            refusal.map(reason -> unused(outcome, reason))
                                                    .orElseGet(() -> report(outcome)))
                            .toList();
            GraphTensors tensors = GraphTensors.of(content.bytes().asByteBuffer());
            return new RewritingReport(
                    rewritten.size().nodes(),
                    rewritten.size().multiplications(),
                    rewritten.size().bytes(),
                    rules,
                    tensors.inputs(),
                    tensors.outputs());
        }
    }

    private static RuleReport report(RuleOutcome outcome) {
        return new RuleReport(
                outcome.rule(),
                outcome.change().applied(),
                outcome.change().text(),
                outcome.saved().nodes(),
                outcome.saved().multiplications(),
                outcome.saved().bytes());
    }

    private static RuleReport unused(RuleOutcome outcome, String reason) {
        return new RuleReport(outcome.rule(), false, reason, 0, 0, 0);
    }
}
