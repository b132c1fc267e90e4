// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.time.Duration;
import java.util.Objects;

/**
 * A step of a swap.
 *
 * @param name {@code unload} (only where the old engine goes first), {@code prepare}, {@code
 *     warm-up}, {@code gate}, {@code publish} or {@code drain}
 * @param took how long it took
 */
public record SwapStep(String name, Duration took) {
    public SwapStep {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(took, "took");
    }
}
