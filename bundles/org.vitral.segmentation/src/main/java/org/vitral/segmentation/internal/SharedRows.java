// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Work on many rows, which the caller shares with threads of the JVM's common pool. Each takes some
 * rows after the other until none are left, so that the work is done, too, where the pool has no
 * thread to spare. Nobody owns a thread, and nothing is made anew from call to call. For one caller
 * at a time.
 */
final class SharedRows {

    /** So often a thread comes back for more: one that began late or was held up delays nobody. */
    private static final int SHARES = 6;

    /** Nobody's: memory that it may use is not bound to the thread that made it. */
    private static final Thread ANY_OTHER = Thread.ofPlatform().unstarted(() -> {});

    private static final int IDLE = 0;
    private static final int OFFERED = 1;
    private static final int WORKING = 2;

    /** What is done to rows. */
    @FunctionalInterface
    interface Work {
        /**
         * Works on the rows from one up to another one, which is left out.
         *
         * @param worker which of the threads this is, from 0; a thread has its number for itself
         */
        void on(int worker, int from, int to);
    }

    private final Work work;
    private final Helper[] helpers;
    private final AtomicInteger next = new AtomicInteger();
    private Thread caller;
    private int rows;
    private int share;

    /**
     * @param workers the most threads, the caller among them
     */
    SharedRows(int workers, Work work) {
        this.work = work;
        this.helpers = new Helper[workers - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(this, i + 1);
        }
    }

    /** Whether other threads may use the memory. */
    static boolean isOpen(MemorySegment memory) {
        return memory.isAccessibleBy(ANY_OTHER);
    }

    /** Does the work alone. */
    void alone(int count) {
        work.on(0, 0, count);
    }

    /** Does the work together; returns, or throws, when nobody is at work any more. */
    void together(int count) {
        if (SpareTime.isUsedHere()) {
            // A thread of the pool that it started would keep its priority.
            alone(count);
            return;
        }
        caller = Thread.currentThread();
        rows = count;
        share = Math.max(1, count / (SHARES * (helpers.length + 1)));
        next.set(0);
        for (Helper helper : helpers) {
            helper.offer();
        }
        try {
            take(0);
        } finally {
            // What is left need not be taken by those who still are at work.
            next.set(rows);
            for (Helper helper : helpers) {
                helper.await();
            }
            caller = null;
        }
        for (Helper helper : helpers) {
            helper.report();
        }
    }

    private void take(int worker) {
        for (int from = next.getAndAdd(share); from < rows; from = next.getAndAdd(share)) {
            work.on(worker, from, Math.min(from + share, rows));
        }
    }

    /**
     * One of the other threads. It is waited for without {@link ForkJoinTask#join()}: that may run
     * any other task of the pool meanwhile, such as a call of the same engine, within this one.
     */
    private static final class Helper extends ForkJoinTask<Void> {

        private static final long serialVersionUID = 1;

        private final transient SharedRows owner;
        private final int worker;
        private final AtomicInteger state = new AtomicInteger(IDLE);
        private transient Throwable failure;
        private boolean forked;

        Helper(SharedRows owner, int worker) {
            this.owner = owner;
            this.worker = worker;
        }

        /** Asks for help; where the pool has not come to the last offer yet, it takes this one. */
        void offer() {
            failure = null;
            state.set(OFFERED);
            if (!forked) {
                forked = true;
                fork();
            } else if (isDone()) {
                reinitialize();
                fork();
            }
        }

        @Override
        protected boolean exec() {
            if (state.compareAndSet(OFFERED, WORKING)) {
                Thread waiting = owner.caller;
                try {
                    owner.take(worker);
                } catch (Throwable thrown) {
                    failure = thrown;
                } finally {
                    state.set(IDLE);
                    LockSupport.unpark(waiting);
                }
            }
            return true;
        }

        /** Takes the offer back, or waits for the one who took it. */
        void await() {
            if (!state.compareAndSet(OFFERED, IDLE)) {
                while (state.get() == WORKING) {
                    LockSupport.park(this);
                }
            }
        }

        /** Throws what the work threw. */
        void report() {
            switch (failure) {
                case null -> {
                    // All is well.
                }
                case Error error -> throw error;
                case RuntimeException exception -> throw exception;
                default -> throw new IllegalStateException(failure);
            }
        }

        @Override
        public Void getRawResult() {
            return null;
        }

        @Override
        protected void setRawResult(Void none) {
            // There is no result.
        }
    }
}
