// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.vitral.model.ModelDescription;

/**
 * How a second engine does beside the one that serves.
 *
 * @param share the share of the images that it answers, 0 to 1; 0 for a shadow, which sees copies
 *     of images and answers none
 * @param generation its number
 * @param model its model
 * @param delegates what it runs on
 * @param images how many images it segmented
 * @param failures how many it failed on; the engine that serves answered those
 * @param skipped how many a shadow did not see because it was still busy
 * @param agreement the mean share of places in which a shadow found the same class as the engine
 *     that serves, at its model's size; empty for a canary, before the first image, and where the
 *     two models have other classes
 * @param median the median of its last runs; empty before the first
 * @param servingMedian that of the engine that serves
 * @param ended why it has ended, in a sentence; empty while it works
 */
public record TrialStatus(
        double share,
        long generation,
        ModelDescription model,
        List<EffectiveDelegate> delegates,
        long images,
        long failures,
        long skipped,
        OptionalDouble agreement,
        Optional<Duration> median,
        Optional<Duration> servingMedian,
        String ended) {
    public TrialStatus {
        Objects.requireNonNull(model, "model");
        delegates = List.copyOf(delegates);
        Objects.requireNonNull(agreement, "agreement");
        Objects.requireNonNull(median, "median");
        Objects.requireNonNull(servingMedian, "servingMedian");
        Objects.requireNonNull(ended, "ended");
    }

    /** Whether it sees copies only. */
    public boolean isShadow() {
        return share == 0;
    }
}
