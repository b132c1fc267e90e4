// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.function.Consumer;
import org.vitral.image.Image;
import org.vitral.segmentation.RunningMode;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.SegmentationSession;
import org.vitral.segmentation.SessionCounts;

/** What the sessions of all modes have in common: they refuse the calls of the others. */
abstract class ModeSession implements SegmentationSession {

    private final RunningMode mode;
    private final Consumer<ModeSession> whenClosed;
    private long accepted;
    private long delivered;
    private long dropped;
    private long failed;

    /**
     * A session of a mode.
     *
     * @param whenClosed is told once it is of no more use
     */
    ModeSession(RunningMode mode, Consumer<ModeSession> whenClosed) {
        this.mode = mode;
        this.whenClosed = whenClosed;
    }

    /** The segmenter is removed: what waits ends with an error. Does not wait. */
    abstract void remove();

    /** Closes it for whoever opened it. */
    abstract void end();

    @Override
    public final RunningMode mode() {
        return mode;
    }

    @Override
    public Segmentation segment(Image image, SegmentationOptions options)
            throws SegmentationException {
        throw wrongMode("segment", RunningMode.IMAGE);
    }

    @Override
    public Segmentation segmentForVideo(Image image, long timestamp, SegmentationOptions options)
            throws SegmentationException {
        throw wrongMode("segmentForVideo", RunningMode.VIDEO);
    }

    @Override
    public void segmentAsync(Image image, long timestamp, SegmentationOptions options) {
        throw wrongMode("segmentAsync", RunningMode.LIVE_STREAM);
    }

    private IllegalStateException wrongMode(String method, RunningMode its) {
        return new IllegalStateException(
                "%s is for sessions in the mode %s, and this one is in the mode %s"
                        .formatted(method, its, mode));
    }

    static IllegalStateException closed() {
        return new IllegalStateException("This session is closed");
    }

    final synchronized void countAccepted() {
        accepted++;
    }

    final synchronized void countDelivered() {
        delivered++;
    }

    final synchronized void countDropped() {
        dropped++;
    }

    final synchronized void countFailed() {
        failed++;
    }

    @Override
    public final synchronized SessionCounts counts() {
        return new SessionCounts(accepted, delivered, dropped, failed);
    }

    @Override
    public final void close() {
        end();
        whenClosed.accept(this);
    }
}
