// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal.graph;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often a rule is applied. */
public record CountedRule(GraphRule rule, AtomicInteger applied) implements GraphRule {

    @Override
    public String name() {
        return rule.name();
    }

    @Override
    public int version() {
        return rule.version();
    }

    @Override
    public Change apply(Graph graph) {
        applied.incrementAndGet();
        return rule.apply(graph);
    }
}
