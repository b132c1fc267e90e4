// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal.graph;

/**
 * A change of a model's graph that does not change what the graph computes, were it not for
 * rounding: exact in real arithmetic.
 *
 * <p>A rule changes what fits its pattern to the last detail, and nothing else. It is called with a
 * graph of its own that nobody uses yet.
 */
public interface GraphRule {

    /** The name that configuration says, for example {@code grid-scores}. */
    String name();

    /** Raised whenever the rule does something else than before: what was checked is then void. */
    int version();

    /** Changes the graph, or leaves it as it is and says why. */
    Change apply(Graph graph);
}
