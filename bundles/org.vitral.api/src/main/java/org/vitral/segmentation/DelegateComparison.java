// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.vitral.model.ModelDescription;

/**
 * One model on each delegate that is installed, on this machine.
 *
 * @param model the model
 * @param threads the number of threads
 * @param reference the name of the delegate that the others must agree with: {@link Delegates#CPU}
 *     wherever the plain kernels can run the model; empty where none can
 * @param measurements what came of each delegate, the one with the highest ranking first
 * @param choice the name of the delegate that {@link Delegates#AUTO} takes after this: the fastest
 *     that agrees with the reference; empty where not all could be measured
 * @param reason why, in a line
 */
public record DelegateComparison(
        ModelDescription model,
        int threads,
        String reference,
        List<DelegateMeasurement> measurements,
        Optional<String> choice,
        String reason) {
    public DelegateComparison {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(reference, "reference");
        measurements = List.copyOf(measurements);
        Objects.requireNonNull(choice, "choice");
        Objects.requireNonNull(reason, "reason");
    }
}
