// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a gate found before an engine was let serve.
 *
 * @param mode what a failure leads to: {@code warn} or {@code enforce}
 * @param pictures how many pictures the engine segmented
 * @param checks what was looked at
 */
public record GateVerdict(String mode, int pictures, List<GateCheck> checks) {
    public GateVerdict {
        Objects.requireNonNull(mode, "mode");
        checks = List.copyOf(checks);
    }

    /** Whether all is as it should be. */
    public boolean passed() {
        return checks.stream().allMatch(GateCheck::passed);
    }

    /** What is not as it should be, in a sentence each; empty where all is. */
    public String objections() {
        return checks.stream()
                .filter(check -> !check.passed())
                .map(GateCheck::finding)
                .collect(Collectors.joining(" "));
    }
}
