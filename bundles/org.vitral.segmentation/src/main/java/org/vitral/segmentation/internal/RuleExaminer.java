// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.model.Model;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelException;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.ModelRewriting;
import org.vitral.segmentation.RewritingReport;
import org.vitral.segmentation.RuleReport;
import org.vitral.segmentation.internal.graph.GraphRewriter;
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
            boolean indices = model.description().output().kind() == OutputKind.CLASS_INDICES;
            List<RuleReport> rules =
                    rewritten.outcomes().stream()
                            .map(outcome -> indices ? unused(outcome) : report(outcome))
                            .toList();
            return new RewritingReport(
                    rewritten.size().nodes(),
                    rewritten.size().multiplications(),
                    rewritten.size().bytes(),
                    rules);
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

    /** Scores can be compared within a tolerance, and indices of classes cannot. */
    private static RuleReport unused(RuleOutcome outcome) {
        return new RuleReport(
                outcome.rule(), false, "The model gives class indices, not scores", 0, 0, 0);
    }
}
