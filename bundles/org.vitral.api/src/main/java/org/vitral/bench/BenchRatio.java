// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

import java.util.Objects;

/**
 * The median over the rounds of one step's time (or rate) in parts of another one's in the same
 * round.
 *
 * @param subject what it was measured of
 * @param step what is divided
 * @param base what it is divided by
 * @param value the median, with its 95 % interval
 */
public record BenchRatio(BenchSubject subject, BenchStep step, BenchStep base, Interval value) {
    public BenchRatio {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(value, "value");
    }
}
