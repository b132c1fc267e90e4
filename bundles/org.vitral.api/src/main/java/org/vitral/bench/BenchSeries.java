// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

import java.util.Objects;

/**
 * The measurements of one step, a round after the other.
 *
 * @param subject what it was measured of
 * @param step what was measured
 * @param samples the measurements, in the step's unit
 */
public record BenchSeries(BenchSubject subject, BenchStep step, Samples samples) {
    public BenchSeries {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(samples, "samples");
    }
}
