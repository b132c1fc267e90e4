// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import org.vitral.segmentation.SegmentationException;

/**
 * When a new engine that serves is taken back.
 *
 * @param window how long it is watched; zero: not at all
 * @param errorRate the share of calls, 0 to 1, above which it is taken back
 * @param slowdown how many times as long as its predecessor it may take; 0: any time
 */
record WatchPolicy(Duration window, double errorRate, double slowdown) {

    static final WatchPolicy OFF = new WatchPolicy(Duration.ZERO, 1, 0);

    static WatchPolicy of(SegmenterConfiguration configuration) throws SegmentationException {
        if (configuration.rollback_window() < 0) {
            throw new SegmentationException(
                    "rollback.window is at least 0 ms, not " + configuration.rollback_window());
        }
        double errorRate = configuration.rollback_error_rate();
        if (!(errorRate >= 0 && errorRate <= 1)) {
            throw new SegmentationException("rollback.error.rate is from 0 to 1, not " + errorRate);
        }
        double slowdown = configuration.rollback_slowdown();
        if (!(slowdown == 0 || slowdown >= 1 && Double.isFinite(slowdown))) {
            throw new SegmentationException(
                    "rollback.slowdown is 0 or at least 1, not " + slowdown);
        }
        return new WatchPolicy(
                Duration.ofMillis(configuration.rollback_window()), errorRate, slowdown);
    }

    boolean isOn() {
        return window.isPositive();
    }
}
