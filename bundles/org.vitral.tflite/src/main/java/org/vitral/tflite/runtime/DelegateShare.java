// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.runtime;

import java.util.Objects;

/**
 * What one delegate took over of a model's graph.
 *
 * @param kernel the name that the delegate gives its kernels, for example {@code
 *     TfLiteXNNPackDelegate}; empty where it took nothing
 * @param nodes the number of nodes that it took, at least 0
 * @param partitions the number of parts of the graph that they form; each change from one part to
 *     another costs time
 */
public record DelegateShare(String kernel, int nodes, int partitions) {
    public DelegateShare {
        Objects.requireNonNull(kernel, "kernel");
    }
}
