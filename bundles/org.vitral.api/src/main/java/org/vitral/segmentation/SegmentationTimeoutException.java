// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.time.Duration;
import java.util.Locale;

/** A call did not end within its {@link SegmentationOptions#timeLimit()}. */
public final class SegmentationTimeoutException extends SegmentationException {
    private static final long serialVersionUID = 1L;

    private final Duration limit;
    private final Duration waitingForEngine;
    private final Duration waitingForTurn;
    private final Duration inModel;

    /** An exception that says where the time went. */
    public SegmentationTimeoutException(
            Duration limit, Duration waitingForEngine, Duration waitingForTurn, Duration inModel) {
        super(
                "The time limit of %s is over: %s went by waiting for an engine, %s waiting for its turn, %s in the model"
                        .formatted(
                                milliseconds(limit),
                                milliseconds(waitingForEngine),
                                milliseconds(waitingForTurn),
                                milliseconds(inModel)));
        this.limit = limit;
        this.waitingForEngine = waitingForEngine;
        this.waitingForTurn = waitingForTurn;
        this.inModel = inModel;
    }

    private static String milliseconds(Duration duration) {
        long tenths = Math.round(duration.toNanos() / 1e5);
        return tenths % 10 == 0
                ? tenths / 10 + " ms"
                : String.format(Locale.ROOT, "%.1f ms", tenths / 10.0);
    }

    /** The limit that the call was given. */
    public Duration limit() {
        return limit;
    }

    /** How long the call waited while the segmenter had no engine. */
    public Duration waitingForEngine() {
        return waitingForEngine;
    }

    /** How long the call waited for other calls on the same engine. */
    public Duration waitingForTurn() {
        return waitingForTurn;
    }

    /** How long the model worked on the image, with the pixels' way into it. */
    public Duration inModel() {
        return inModel;
    }
}
