// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.service.log.Logger;
import org.vitral.segmentation.SegmentationSession;
import org.vitral.segmentation.SessionOptions;

/** The sessions of a segmenter that are open. For any number of threads. */
final class Sessions {

    private final SegmentationCalls calls;
    private final MemoryPool pool;
    private final Logger logger;
    private final Set<ModeSession> open = new LinkedHashSet<>();
    private boolean closed;

    Sessions(SegmentationCalls calls, MemoryPool pool, Logger logger) {
        this.calls = calls;
        this.pool = pool;
        this.logger = logger;
    }

    /**
     * Opens a session.
     *
     * @throws IllegalStateException after close
     */
    synchronized SegmentationSession open(SessionOptions options) {
        if (closed) {
            throw new IllegalStateException(Engine.REMOVED);
        }
        ModeSession session =
                switch (options.mode()) {
                    case IMAGE -> new ImageSession(calls, this::forget);
                    case VIDEO -> new VideoSession(calls, smoothing(options), this::forget);
                    case LIVE_STREAM ->
                            new LiveStreamSession(
                                    calls,
                                    options.listener().orElseThrow(),
                                    smoothing(options),
                                    logger,
                                    this::forget);
                };
        open.add(session);
        return session;
    }

    private Smoothing smoothing(SessionOptions options) {
        return new Smoothing(options.smoothing(), options.smoothingGap(), pool);
    }

    private synchronized void forget(ModeSession session) {
        open.remove(session);
    }

    /** The number of sessions that are open. */
    synchronized int count() {
        return open.size();
    }

    /**
     * Opens no more sessions, ends those that are open, and waits for their threads.
     *
     * @return whether they have ended
     */
    boolean close(Duration patience) {
        List<ModeSession> left;
        synchronized (this) {
            closed = true;
            left = new ArrayList<>(open);
            open.clear();
        }
        left.forEach(ModeSession::remove);
        long deadline = System.nanoTime() + patience.toNanos();
        boolean ended = true;
        for (ModeSession session : left) {
            Duration rest = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (session instanceof LiveStreamSession stream) {
                ended &= stream.awaitEnd(rest);
            }
        }
        return ended;
    }
}
