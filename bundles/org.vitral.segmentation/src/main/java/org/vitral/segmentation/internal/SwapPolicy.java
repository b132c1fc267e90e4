// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import org.vitral.segmentation.SegmentationException;

/**
 * How one engine takes the place of another.
 *
 * @param unloadsFirst whether the old engine goes before the new one is made: calls wait meanwhile
 * @param gate what a new engine must show before it serves
 * @param watch what it must show when it serves
 * @param preparationLimit what making an engine may take before it is given up
 * @param drainLimit what the last calls on an old engine may take before that is reported
 */
record SwapPolicy(
        boolean unloadsFirst,
        GatePolicy gate,
        WatchPolicy watch,
        Duration preparationLimit,
        Duration drainLimit) {

    /** The new engine is made beside the old one. */
    static final String AVAILABILITY = "availability";

    /** The old engine goes first. */
    static final String RESOURCES = "resources";

    /** No gate and no watch. */
    static final SwapPolicy PLAIN =
            new SwapPolicy(
                    false,
                    GatePolicy.OFF,
                    WatchPolicy.OFF,
                    Duration.ofMillis(SegmenterConfiguration.PREPARATION_LIMIT),
                    Duration.ofMillis(SegmenterConfiguration.DRAIN_LIMIT));

    /**
     * The policy of a configuration.
     *
     * @throws SegmentationException if it makes no sense: why, in a sentence
     */
    static SwapPolicy of(SegmenterConfiguration configuration) throws SegmentationException {
        String policy = configuration.policy().strip();
        if (!policy.equals(AVAILABILITY) && !policy.equals(RESOURCES)) {
            throw new SegmentationException(
                    "policy is \"availability\" or \"resources\", not \"%s\"".formatted(policy));
        }
        return new SwapPolicy(
                policy.equals(RESOURCES),
                GatePolicy.of(configuration),
                WatchPolicy.of(configuration),
                positive("preparation.limit", configuration.preparation_limit()),
                positive("drain.limit", configuration.drain_limit()));
    }

    private static Duration positive(String name, long millis) throws SegmentationException {
        if (millis < 1) {
            throw new SegmentationException("%s is at least 1 ms, not %d".formatted(name, millis));
        }
        return Duration.ofMillis(millis);
    }
}
