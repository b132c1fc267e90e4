// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.time.Duration;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SegmenterStatus;

/** The wait for a segmenter that has no engine yet. */
final class FirstEngine {

    private static final Duration POLL = Duration.ofMillis(5);

    private FirstEngine() {}

    /**
     * Waits until the first engine is there, or cannot be had. Bounded by the segmenter's own limit
     * for making an engine.
     *
     * @return how the segmenter is then
     */
    static SegmenterStatus await(Segmenter segmenter) throws InterruptedException {
        SegmenterStatus status = segmenter.status();
        while (status.state() == SegmenterStatus.State.PREPARING) {
            Thread.sleep(POLL);
            status = segmenter.status();
        }
        return status;
    }
}
