// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A delegate that a model really runs on, and how much of the model it took over. What it did not
 * take is left to the delegates after it, and at last to the plain CPU kernels.
 *
 * @param name its name, for example {@code xnnpack}
 * @param version the version of what it runs on, for example {@code 2.21.0}; empty where it does
 *     not tell
 * @param nodes the number of the model's nodes that it took; 0 means that it was applied and found
 *     nothing that it can run; empty where that is not known
 * @param modelNodes the number of all nodes of the model; empty where that is not known
 * @param partitions the number of parts of the graph that its nodes form; each change from one part
 *     to another costs time; empty where that is not known
 */
public record EffectiveDelegate(
        String name,
        String version,
        OptionalInt nodes,
        OptionalInt modelNodes,
        OptionalInt partitions) {
    public EffectiveDelegate {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(nodes, "nodes");
        Objects.requireNonNull(modelNodes, "modelNodes");
        Objects.requireNonNull(partitions, "partitions");
    }

    /** A delegate of which nobody knows what it took. */
    public EffectiveDelegate(String name, String version) {
        this(name, version, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    /**
     * The names of some delegates in one text, as they are asked for: {@code "gpu,xnnpack"}; empty
     * where there are none.
     */
    public static String names(List<EffectiveDelegate> delegates) {
        return delegates.stream().map(EffectiveDelegate::name).collect(Collectors.joining(","));
    }
}
