// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.Objects;

/**
 * What a rule that makes graphs cheaper does to a model.
 *
 * @param rule the name of the rule, as configuration says it
 * @param applies whether the rule changes the graph
 * @param text what it changes, or why it does not, in a line
 * @param nodes the operators that the graph no longer has
 * @param multiplications those that a run no longer does
 * @param bytes those of tensors that the graph no longer has
 */
public record RuleReport(
        String rule, boolean applies, String text, int nodes, long multiplications, long bytes) {
    public RuleReport {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(text, "text");
    }
}
