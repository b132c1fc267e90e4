// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal.graph;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Applies rules to a model, one after the other. For any number of threads. */
public final class GraphRewriter {

    private static final GraphSize NOTHING = new GraphSize(0, 0, 0);

    private final List<GraphRule> rules;

    /** With some rules, which are applied in this order. */
    public GraphRewriter(List<GraphRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** With all rules that there are. */
    public static GraphRewriter standard() {
        return new GraphRewriter(List.of(new GridScoresRule(), new ImageBranchRule()));
    }

    /** The rules, in the order in which they are applied. */
    public List<GraphRule> rules() {
        return rules;
    }

    /**
     * Applies the rules that are wanted.
     *
     * @param model the file
     * @param mask the place of the mask among the model's outputs
     * @param wanted tells by the name of a rule whether to apply it
     */
    public RewrittenModel rewrite(ByteBuffer model, int mask, Predicate<String> wanted) {
        List<GraphRule> chosen = rules.stream().filter(rule -> wanted.test(rule.name())).toList();
        try {
            ModelFile file = ModelFile.read(model);
            Graph graph = file.graph(mask);
            GraphSize before = GraphSize.of(graph);
            List<RuleOutcome> outcomes = new ArrayList<>();
            for (GraphRule rule : chosen) {
                GraphSize size = GraphSize.of(graph);
                Change change = rule.apply(graph);
                GraphSize saved = change.applied() ? size.minus(GraphSize.of(graph)) : NOTHING;
                outcomes.add(new RuleOutcome(rule.name(), rule.version(), change, saved));
            }
            boolean changed = outcomes.stream().anyMatch(outcome -> outcome.change().applied());
            return new RewrittenModel(
                    changed ? Optional.of(file.write(graph)) : Optional.empty(),
                    outcomes,
                    before,
                    graph.droppedResize());
        } catch (RuntimeException unfit) {
            // Files differ in more ways than the pattern of a rule can say; the model runs as it
            // is.
            List<RuleOutcome> outcomes = chosen.stream().map(rule -> refused(rule, unfit)).toList();
            return new RewrittenModel(Optional.empty(), outcomes, NOTHING, Optional.empty());
        }
    }

    private static RuleOutcome refused(GraphRule rule, RuntimeException unfit) {
        String reason =
                unfit instanceof UnsupportedOperationException
                        ? unfit.getMessage()
                        : "The graph cannot be read: " + unfit;
        return new RuleOutcome(rule.name(), rule.version(), Change.none(reason), NOTHING);
    }
}
