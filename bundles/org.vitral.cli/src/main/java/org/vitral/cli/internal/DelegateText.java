// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.List;
import java.util.stream.Collectors;
import org.vitral.segmentation.EffectiveDelegate;

/** What a person reads of delegates. */
final class DelegateText {

    private DelegateText() {}

    /** {@code "gpu 1.0 (60 of 70 nodes, 2 partitions) and xnnpack 2.21.0 (...)"}. */
    static String of(List<EffectiveDelegate> delegates) {
        return delegates.stream().map(DelegateText::of).collect(Collectors.joining(" and "));
    }

    private static String of(EffectiveDelegate delegate) {
        String name = delegate.name();
        if (!delegate.version().isEmpty()) {
            name += " " + delegate.version();
        }
        return Text.oneLine(
                delegate.nodes().isEmpty()
                        ? name
                        : "%s (%s nodes%s)".formatted(name, nodes(delegate), parts(delegate)));
    }

    /** {@code "60 of 70"}, or {@code "unknown"} where that is not known. */
    static String nodes(EffectiveDelegate delegate) {
        if (delegate.nodes().isEmpty() || delegate.modelNodes().isEmpty()) {
            return "unknown";
        }
        return "%d of %d".formatted(delegate.nodes().getAsInt(), delegate.modelNodes().getAsInt());
    }

    /** {@code "2"}, or {@code "unknown"} where that is not known. */
    static String partitions(EffectiveDelegate delegate) {
        return delegate.partitions().isEmpty()
                ? "unknown"
                : String.valueOf(delegate.partitions().getAsInt());
    }

    private static String parts(EffectiveDelegate delegate) {
        if (delegate.partitions().isEmpty()) {
            return "";
        }
        int partitions = delegate.partitions().getAsInt();
        return ", " + (partitions == 1 ? "1 partition" : partitions + " partitions");
    }
}
