// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Work in somebody else's code on a thread of its own. Whoever waits for it may give it up. */
final class Attempt {

    /** The work. */
    @FunctionalInterface
    interface Work {
        /**
         * Does it.
         *
         * @param attempt this attempt, to be shielded where need be
         */
        void run(Attempt attempt) throws Throwable;
    }

    /** What a target may take to end a file. */
    private static final long SHIELD_NANOS = TimeUnit.SECONDS.toNanos(60);

    private enum State {
        RUNNING,
        SHIELDED,
        GIVEN_UP
    }

    private final CountDownLatch done = new CountDownLatch(1);
    private State state = State.RUNNING;
    private Thread thread;
    private Throwable failure;
    private volatile long start;

    private Attempt() {}

    /** Starts some work. */
    static Attempt start(Workers workers, String name, Work work) {
        Attempt attempt = new Attempt();
        attempt.start = System.nanoTime();
        workers.execute(() -> attempt.run(name, work));
        return attempt;
    }

    private void run(String name, Work work) {
        Thread worker = Thread.currentThread();
        worker.setName("vitral export " + name);
        synchronized (this) {
            thread = worker;
        }
        Throwable thrown = null;
        try {
            work.run(this);
        } catch (Throwable e) {
            // Also errors: a bundle that cannot be linked, a stack or a heap that is full.
            thrown = e;
        }
        synchronized (this) {
            failure = thrown;
            thread = null;
            // The thread serves others: what was meant for this work ends with it.
            Thread.interrupted();
            done.countDown();
            notifyAll();
        }
    }

    /**
     * Called by the work before it touches what it shares with others: until {@link #unshield()} it
     * is not interrupted, since that would close a channel for all of them.
     *
     * @return false if it was given up, and its result is not wanted
     */
    synchronized boolean shield() {
        if (state == State.GIVEN_UP) {
            return false;
        }
        state = State.SHIELDED;
        // Somebody else's code may have left this behind.
        Thread.interrupted();
        return true;
    }

    /** Called by the work after that. */
    synchronized void unshield() {
        if (state == State.SHIELDED) {
            state = State.RUNNING;
            notifyAll();
        }
    }

    /**
     * Gives the work up, and interrupts it. While it is shielded it is waited for, but not for
     * longer than {@link #SHIELD_NANOS}.
     *
     * @return false if it was done before
     */
    synchronized boolean giveUp() {
        boolean interrupted = false;
        long end = System.nanoTime() + SHIELD_NANOS;
        while (state == State.SHIELDED && done.getCount() > 0 && System.nanoTime() - end < 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (done.getCount() == 0) {
            return false;
        }
        if (thread != null && state != State.SHIELDED) {
            thread.interrupt();
        }
        state = State.GIVEN_UP;
        return true;
    }

    /** Whether it was given up. */
    synchronized boolean givenUp() {
        return state == State.GIVEN_UP;
    }

    /**
     * Waits until it is done.
     *
     * @param nanos how long it may take since its start
     * @return whether it is done
     */
    boolean await(long nanos) throws InterruptedException {
        long left = nanos - (System.nanoTime() - start);
        return done.await(Math.max(left, 0), TimeUnit.NANOSECONDS);
    }

    /** What it threw, once it is done; null if nothing. */
    synchronized Throwable failure() {
        return failure;
    }
}
