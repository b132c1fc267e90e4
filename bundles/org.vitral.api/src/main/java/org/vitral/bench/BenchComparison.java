// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

import java.util.List;

/**
 * What differs between two reports.
 *
 * @param differences all that both have measured, in the order of the first one
 * @param method how it was found out, in a sentence or two
 * @param notes what makes the two hard to compare, a sentence each
 */
public record BenchComparison(
        List<BenchDifference> differences, String method, List<String> notes) {
    public BenchComparison {
        differences = List.copyOf(differences);
        notes = List.copyOf(notes);
    }
}
