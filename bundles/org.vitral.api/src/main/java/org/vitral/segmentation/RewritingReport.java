// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.List;

/**
 * What all rules together do to a model.
 *
 * @param nodes the operators of the graph as it is in the file, or 0 where it cannot be read
 * @param multiplications those of one run of it
 * @param bytes those of its tensors, weights included
 * @param rules what each rule does, in the order in which they are applied
 * @param inputs what the graph takes; empty where it cannot be read
 * @param outputs what the graph gives; empty where it cannot be read
 */
public record RewritingReport(
        int nodes,
        long multiplications,
        long bytes,
        List<RuleReport> rules,
        List<GraphTensor> inputs,
        List<GraphTensor> outputs) {
    public RewritingReport {
        rules = List.copyOf(rules);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** A report without inputs and outputs. */
    public RewritingReport(int nodes, long multiplications, long bytes, List<RuleReport> rules) {
        this(nodes, multiplications, bytes, rules, List.of(), List.of());
    }
}
