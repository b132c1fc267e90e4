// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.List;
import java.util.function.Consumer;
import org.vitral.image.Image;
import org.vitral.segmentation.RunningMode;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;

/** The frames of a video, one call at a time, in the order of their timestamps. */
final class VideoSession extends ModeSession {

    private final SegmentationCalls calls;
    private final Smoothing smoothing;

    /** The turn is with what the frames have in common. */
    private final TurnQueue<Timestamps> turns = new TurnQueue<>(List.of(new Timestamps()));

    /** The calls that work or wait for their turn. */
    private int inside;

    private boolean closed;

    /**
     * A video.
     *
     * @param smoothing is closed with the session
     */
    VideoSession(SegmentationCalls calls, Smoothing smoothing, Consumer<ModeSession> whenClosed) {
        super(RunningMode.VIDEO, whenClosed);
        this.calls = calls;
        this.smoothing = smoothing;
    }

    @Override
    public Segmentation segmentForVideo(Image image, long timestamp, SegmentationOptions options)
            throws SegmentationException {
        enter();
        try {
            Call call = Call.of(options);
            Timestamps timestamps = turns.take(call);
            try {
                requireOpen();
                calls.requireFit(image, options);
                timestamps.accept(timestamp);
                return next(image, timestamp, options, call);
            } finally {
                turns.give(timestamps);
            }
        } finally {
            leave();
        }
    }

    private Segmentation next(Image image, long timestamp, SegmentationOptions options, Call call)
            throws SegmentationException {
        countAccepted();
        ModelSegmentation seen = null;
        boolean delivered = false;
        try {
            seen = calls.segment(image, options, call);
            smoothing.smooth(seen, timestamp);
            calls.finished(seen);
            delivered = true;
            countDelivered();
            return seen;
        } finally {
            if (!delivered) {
                countFailed();
                if (seen != null) {
                    seen.close();
                }
            }
        }
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw closed();
        }
    }

    private synchronized void enter() {
        requireOpen();
        inside++;
    }

    private synchronized void leave() {
        inside--;
        closeIfUnused();
    }

    private void closeIfUnused() {
        if (closed && inside == 0) {
            smoothing.close();
        }
    }

    @Override
    void remove() {
        // The segmenter itself refuses every further call.
    }

    @Override
    synchronized void end() {
        closed = true;
        closeIfUnused();
    }
}
