// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import java.util.function.Consumer;
import org.osgi.service.log.Logger;
import org.vitral.image.Image;
import org.vitral.segmentation.LiveStreamListener;
import org.vitral.segmentation.RunningMode;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;

/**
 * Frames that come by themselves. A thread of the session segments one after the other and tells
 * the listener; whoever brings a frame puts it into the one waiting place and goes.
 */
final class LiveStreamSession extends ModeSession {

    private static final String CLOSED = "This session was closed";

    private final SegmentationCalls calls;
    private final LiveStreamListener listener;
    private final Smoothing smoothing;
    private final Logger logger;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("vitral-live-stream").unstarted(this::work);

    /** Guards what follows. */
    private final Object places = new Object();

    private final Timestamps timestamps = new Timestamps();
    private Frame waiting;

    /** Images that were dropped, and of which the listener has not heard. */
    private long dropped;

    private long firstDropped;
    private long lastDropped;

    private boolean closing;

    /** Why what is left ends with an error; null where it is still worked on. */
    private String stopped;

    /** What is in work; null between two images. */
    private Call call;

    private record Frame(Image image, long timestamp, SegmentationOptions options) {}

    /**
     * A live stream, whose thread is started.
     *
     * @param smoothing is closed with the session
     */
    LiveStreamSession(
            SegmentationCalls calls,
            LiveStreamListener listener,
            Smoothing smoothing,
            Logger logger,
            Consumer<ModeSession> whenClosed) {
        super(RunningMode.LIVE_STREAM, whenClosed);
        this.calls = calls;
        this.listener = listener;
        this.smoothing = smoothing;
        this.logger = logger;
        thread.start();
    }

    @Override
    public void segmentAsync(Image image, long timestamp, SegmentationOptions options) {
        calls.requireFit(image, options);
        Frame superseded;
        synchronized (places) {
            if (closing) {
                throw stopped == null ? closed() : new IllegalStateException(stopped);
            }
            timestamps.accept(timestamp);
            superseded = waiting;
            waiting = new Frame(image, timestamp, options);
            countAccepted();
            if (superseded != null) {
                firstDropped = dropped == 0 ? superseded.timestamp() : firstDropped;
                lastDropped = superseded.timestamp();
                dropped++;
                countDropped();
            }
            places.notifyAll();
        }
        if (superseded != null) {
            superseded.image().close();
        }
    }

    // The session's thread

    private void work() {
        try {
            while (awaitFrame()) {
                tellDropped();
                Frame frame;
                Call its;
                String reason;
                synchronized (places) {
                    frame = waiting;
                    waiting = null;
                    its = Call.of(frame.options());
                    call = its;
                    reason = stopped;
                }
                if (reason != null) {
                    its.stop(reason);
                }
                see(frame, its);
                // Somebody else's code may have left it set, and it would end the next wait.
                Thread.interrupted();
                synchronized (places) {
                    call = null;
                }
            }
            tellDropped();
        } finally {
            smoothing.close();
        }
    }

    /** Waits for an image; false where none will come. */
    private boolean awaitFrame() {
        synchronized (places) {
            while (waiting == null && !closing) {
                try {
                    places.wait();
                } catch (InterruptedException e) {
                    // By the listener, on its own thread; it means nothing here.
                }
            }
            return waiting != null;
        }
    }

    private void tellDropped() {
        long images;
        long first;
        long last;
        synchronized (places) {
            images = dropped;
            first = firstDropped;
            last = lastDropped;
            dropped = 0;
        }
        if (images > 0) {
            guarded("onDropped", () -> listener.onDropped(images, first, last));
        }
    }

    private void see(Frame frame, Call its) {
        try (Image image = frame.image()) {
            ModelSegmentation seen = segment(frame, its);
            if (seen != null) {
                try (seen) {
                    deliver(seen, image, frame.timestamp());
                }
            }
        } catch (Throwable broken) {
            // Only what closing threw: the image is accounted for.
            logger.error("An image of a live stream cannot be closed", broken);
        }
    }

    /** The smoothed result, or null where the listener heard of an error. */
    private ModelSegmentation segment(Frame frame, Call its) {
        ModelSegmentation seen = null;
        try {
            its.check();
            seen = calls.segment(frame.image(), frame.options(), its);
            its.check();
            smoothing.smooth(seen, frame.timestamp());
            return calls.finished(seen);
        } catch (Throwable failure) {
            if (seen != null) {
                seen.close();
            }
            fail(reason(failure), frame.timestamp());
            return null;
        }
    }

    private static SegmentationException reason(Throwable failure) {
        return switch (failure) {
            case SegmentationException known -> known;
            // The model that serves now cannot do what the options ask.
            case IllegalArgumentException unfit ->
                    new SegmentationException(unfit.getMessage(), unfit);
            default ->
                    new SegmentationException(
                            "This image cannot be segmented: " + failure, failure);
        };
    }

    private void deliver(ModelSegmentation seen, Image image, long timestamp) {
        try {
            listener.onResult(seen, image, timestamp);
            countDelivered();
        } catch (Throwable thrown) {
            fail(
                    new SegmentationException(
                            "The listener threw on the result of %d ms: %s"
                                    .formatted(timestamp, thrown),
                            thrown),
                    timestamp);
        }
    }

    private void fail(SegmentationException failure, long timestamp) {
        countFailed();
        Thread.interrupted();
        guarded("onError", () -> listener.onError(failure, timestamp));
    }

    private void guarded(String method, Runnable listening) {
        try {
            listening.run();
        } catch (Throwable thrown) {
            logger.error("The {} of a live stream's listener threw", method, thrown);
        }
    }

    // Its end

    @Override
    void remove() {
        stop(Engine.REMOVED);
    }

    private void stop(String reason) {
        Call its;
        synchronized (places) {
            closing = true;
            stopped = reason;
            its = call;
            places.notifyAll();
        }
        if (its != null) {
            its.stop(reason);
        }
    }

    @Override
    void end() {
        synchronized (places) {
            closing = true;
            places.notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                stop(CLOSED);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for the end of its thread, unless this is it.
     *
     * @return whether it has ended
     */
    boolean awaitEnd(Duration patience) {
        if (Thread.currentThread() == thread) {
            return true;
        }
        try {
            return thread.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
