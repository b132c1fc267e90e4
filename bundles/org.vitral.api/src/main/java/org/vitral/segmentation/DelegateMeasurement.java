// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came of one model on one delegate.
 *
 * @param delegate the delegate, and what it took of the model
 * @param median the median of the model's run times; empty where it was not measured
 * @param agreement the share of places, 0 to 1, in which it says the same as the reference; empty
 *     where it was not compared
 * @param failure why there is no measurement, in a sentence; empty where there is one
 */
public record DelegateMeasurement(
        EffectiveDelegate delegate,
        Optional<Duration> median,
        OptionalDouble agreement,
        String failure) {
    public DelegateMeasurement {
        Objects.requireNonNull(delegate, "delegate");
        Objects.requireNonNull(median, "median");
        Objects.requireNonNull(agreement, "agreement");
        Objects.requireNonNull(failure, "failure");
    }
}
