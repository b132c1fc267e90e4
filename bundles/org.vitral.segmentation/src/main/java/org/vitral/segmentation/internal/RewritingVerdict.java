// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.vitral.segmentation.internal.graph.GridResize;

/**
 * What came of a check.
 *
 * @param applied the rules that changed the graph and passed
 * @param refused why each other rule that changed it is switched off, by the name of the rule
 * @param droppedResize the resize that the graph no longer does
 */
record RewritingVerdict(
        Set<String> applied, Map<String, String> refused, Optional<GridResize> droppedResize) {

    RewritingVerdict {
        applied = Set.copyOf(applied);
        refused = Map.copyOf(refused);
    }

    /** No rule changed anything. */
    static RewritingVerdict unchanged() {
        return new RewritingVerdict(Set.of(), Map.of(), Optional.empty());
    }

    @Override
    public String toString() {
        String names =
                applied.isEmpty() ? "none" : String.join(", ", applied.stream().sorted().toList());
        return refused.isEmpty() ? names : names + "; switched off: " + new TreeMap<>(refused);
    }
}
