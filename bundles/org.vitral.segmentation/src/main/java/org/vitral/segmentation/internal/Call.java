// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationInterruptedException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.SegmentationTimeoutException;

/**
 * One call of a segmenter: how long it may take, where its time went, and whether somebody stopped
 * it. Every wait of a call is here, so that each ends for the same reasons. One thread runs a call;
 * any thread may stop it.
 */
final class Call {

    /** What a call waits for. */
    enum Wait {
        ENGINE("an engine"),
        TURN("its turn"),
        MODEL("the model");

        private final String name;

        Wait(String name) {
            this.name = name;
        }
    }

    /** Longer than this is for ever: it keeps sums of nanoseconds within their range. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Duration limit;
    private final boolean leaving;
    private final long start = System.nanoTime();

    // How long it waited; only the call's thread knows.
    private long engineNanos;
    private long turnNanos;

    private volatile String stopped;
    private volatile Thread waiter;

    private Call(Duration limit, boolean leaving) {
        this.limit = limit == null || limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
        this.leaving = leaving;
    }

    /** A call that may take any time. */
    static Call unlimited() {
        return new Call(null, false);
    }

    /** A call that its thread waits for. */
    static Call of(SegmentationOptions options) {
        Duration limit = options.timeLimit().orElse(null);
        return new Call(limit, limit != null);
    }

    /** A call that may be cancelled at any time. */
    static Call cancellable(SegmentationOptions options) {
        return new Call(options.timeLimit().orElse(null), true);
    }

    /** Whether it may end while the model still runs; else the model runs on the call's thread. */
    boolean mayLeave() {
        return leaving;
    }

    /**
     * Ends the call's wait, and every later one. When this returns the image is not looked at any
     * more.
     *
     * @param reason a sentence
     */
    void stop(String reason) {
        stopped = reason;
        wake();
        synchronized (this) {
            // Nobody reads now, and whoever comes later sees that it is stopped.
        }
    }

    /** Whether somebody stopped it. */
    boolean isStopped() {
        return stopped != null;
    }

    /** Whether an exception says that this call ended, and not that the model failed. */
    boolean isEndedBy(SegmentationException failure) {
        return isStopped()
                || failure instanceof SegmentationTimeoutException
                || failure instanceof SegmentationInterruptedException;
    }

    /** Has the call's thread look at what it waits for. */
    void wake() {
        LockSupport.unpark(waiter);
    }

    /**
     * Reads the image, unless the call was stopped.
     *
     * @throws SegmentationException if it was
     */
    void read(Runnable reader) throws SegmentationException {
        synchronized (this) {
            check();
            reader.run();
        }
    }

    /**
     * Waits. Whoever makes the condition true calls {@link #wake()}.
     *
     * @throws SegmentationException if the call was stopped or interrupted, or has no time left
     */
    void await(Wait wait, BooleanSupplier reached) throws SegmentationException {
        long from = System.nanoTime();
        waiter = Thread.currentThread();
        try {
            while (!reached.getAsBoolean()) {
                check(wait, from);
                if (Thread.currentThread().isInterrupted()) {
                    throw new SegmentationInterruptedException(
                            "The call was interrupted while it waited for " + wait.name);
                }
                if (limit == null) {
                    LockSupport.park(this);
                } else {
                    LockSupport.parkNanos(this, left());
                }
            }
        } finally {
            waiter = null;
            add(wait, System.nanoTime() - from);
        }
    }

    /**
     * Looks whether the call shall go on.
     *
     * @throws SegmentationException if it was stopped or has no time left
     */
    void check() throws SegmentationException {
        check(null, 0);
    }

    private void check(Wait now, long from) throws SegmentationException {
        String reason = stopped;
        if (reason != null) {
            throw new SegmentationException(reason);
        }
        if (limit != null && left() <= 0) {
            long over = System.nanoTime();
            long engine = engineNanos + (now == Wait.ENGINE ? over - from : 0);
            long turn = turnNanos + (now == Wait.TURN ? over - from : 0);
            throw new SegmentationTimeoutException(
                    limit,
                    Duration.ofNanos(engine),
                    Duration.ofNanos(turn),
                    Duration.ofNanos(over - start - engine - turn));
        }
    }

    private void add(Wait wait, long nanos) {
        switch (wait) {
            case ENGINE -> engineNanos += nanos;
            case TURN -> turnNanos += nanos;
            case MODEL -> {
                // What is left of all the time.
            }
        }
    }

    private long left() {
        return limit.toNanos() - (System.nanoTime() - start);
    }
}
