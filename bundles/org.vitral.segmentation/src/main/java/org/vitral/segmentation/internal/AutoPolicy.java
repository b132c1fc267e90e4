// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;

/**
 * How {@code auto} measures.
 *
 * @param budget the time that it takes in all; zero: it never measures
 * @param delay how long an engine serves before it measures
 * @param agreement the share of places, 0 to 1, in which a delegate must say the same as the
 *     reference
 */
record AutoPolicy(Duration budget, Duration delay, double agreement) {

    static final AutoPolicy DEFAULT =
            new AutoPolicy(
                    Duration.ofMillis(SegmenterConfiguration.AUTO_BUDGET),
                    Duration.ofMillis(SegmenterConfiguration.AUTO_DELAY),
                    SegmenterConfiguration.AUTO_AGREEMENT);

    AutoPolicy withBudget(Duration other) {
        return new AutoPolicy(other, delay, agreement);
    }
}
