// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.internal.graph.GraphRule;

/**
 * The rules that configuration asks for.
 *
 * @param text {@code all}, {@code none}, or names separated by commas
 * @param checks whether a rewritten model may be checked now; where not, only what was checked
 *     before counts
 */
record RuleSelection(String text, boolean checks) {

    static final RuleSelection ALL = new RuleSelection("all");
    static final RuleSelection NONE = new RuleSelection("none");

    RuleSelection(String text) {
        this(text, true);
    }

    /** The same rules, for an engine that is wanted at once. */
    RuleSelection atOnce() {
        return new RuleSelection(text, false);
    }

    /**
     * The names of the rules.
     *
     * @param known those that there are
     * @throws SegmentationException if there is no rule of a name
     */
    Set<String> names(List<GraphRule> known) throws SegmentationException {
        Set<String> all = known.stream().map(GraphRule::name).collect(Collectors.toSet());
        if (text.isEmpty() || text.equals(ALL.text())) {
            return all;
        }
        if (text.equals(NONE.text())) {
            return Set.of();
        }
        Set<String> names =
                Arrays.stream(text.split(",")).map(String::strip).collect(Collectors.toSet());
        for (String name : names) {
            if (!all.contains(name)) {
                throw new SegmentationException(
                        "There is no rewriting rule \"%s\"; there are: all, none, %s"
                                .formatted(
                                        name, String.join(", ", all.stream().sorted().toList())));
            }
        }
        return names;
    }
}
