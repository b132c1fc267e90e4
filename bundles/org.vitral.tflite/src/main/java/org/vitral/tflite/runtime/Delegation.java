// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.runtime;

import java.util.List;

/**
 * How the nodes of a model's graph are divided among delegates and TensorFlow Lite's own kernels.
 *
 * @param nodes the number of nodes of the model, in all its subgraphs
 * @param shares what each delegate took, in the order in which they were applied
 */
public record Delegation(int nodes, List<DelegateShare> shares) {
    public Delegation {
        shares = List.copyOf(shares);
    }

    /** The number of nodes that some delegate took; the plain kernels run the others. */
    public int delegatedNodes() {
        return shares.stream().mapToInt(DelegateShare::nodes).sum();
    }
}
