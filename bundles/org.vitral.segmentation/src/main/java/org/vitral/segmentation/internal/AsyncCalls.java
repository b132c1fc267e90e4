// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.vitral.image.Image;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.SegmenterBusyException;

/**
 * Calls that nobody waits for, each with a virtual thread that does so instead; the model itself
 * runs on platform threads. Their number is bounded. For any number of threads.
 */
final class AsyncCalls {

    private final SegmentationCalls calls;

    /** Those whose future is not done. */
    private final Set<AsyncCall> pending = new LinkedHashSet<>();

    /** How many threads there are, also of calls that were cancelled. */
    private int threads;

    private int limit;
    private boolean closed;

    AsyncCalls(SegmentationCalls calls, int limit) {
        this.calls = calls;
        this.limit = limit;
    }

    /** Another most calls at a time; those that are there go on. */
    synchronized void limit(int most) {
        limit = most;
    }

    /** Starts a call. */
    CompletableFuture<Segmentation> start(Image image, SegmentationOptions options) {
        calls.requireFit(image, options);
        AsyncCall call = new AsyncCall(this, calls, image, options);
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new SegmentationException(Engine.REMOVED));
            }
            if (pending.size() >= limit) {
                return CompletableFuture.failedFuture(
                        new SegmenterBusyException(
                                "This segmenter has %d asynchronous calls, as many as it takes (async.limit)"
                                        .formatted(pending.size())));
            }
            pending.add(call);
            threads++;
        }
        Thread.ofVirtual().name("vitral-async").start(call);
        return call;
    }

    /** The future is about to be done: before whoever depends on it hears, there is room. */
    synchronized void done(AsyncCall call) {
        pending.remove(call);
    }

    /** The thread of a call does nothing more with the segmenter. */
    synchronized void threadEnded() {
        threads--;
        notifyAll();
    }

    /** The number of calls that are not done. */
    synchronized int pending() {
        return pending.size();
    }

    /**
     * Takes no more calls, ends those that are not done, and waits until nothing of them is left.
     *
     * @return whether nothing is left
     */
    boolean close(Duration patience) {
        List<AsyncCall> left;
        synchronized (this) {
            closed = true;
            left = new ArrayList<>(pending);
        }
        left.forEach(call -> call.completeExceptionally(new SegmentationException(Engine.REMOVED)));
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (this) {
            while (threads > 0) {
                long nanos = deadline - System.nanoTime();
                if (nanos <= 0) {
                    return false;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, nanos);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }
}
