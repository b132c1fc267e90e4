// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work on many rows, which the caller shares with threads of the JVM's common pool. Each takes some
 * rows after the other until none are left, so that the work is done, too, where the pool has no
 * thread to spare. Nobody owns a thread, and nothing is made anew from call to call. For one caller
 * at a time.
 */
final class SharedRows {

    /** So often a thread comes back for more: one that began late or was held up delays nobody. */
    private static final int SHARES = 6;

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
    private int rows;
    private int share;

    /**
     * @param workers the most threads, the caller among them
     */
    SharedRows(int workers, Work work) {
        this.work = work;
        this.helpers = new Helper[workers - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(i + 1);
        }
    }

    /** Does the work alone. */
    void alone(int count) {
        work.on(0, 0, count);
    }

    /** Does the work together; returns, or throws, when nobody is at work any more. */
    void together(int count) {
        rows = count;
        share = Math.max(1, count / (SHARES * (helpers.length + 1)));
        next.set(0);
        for (Helper helper : helpers) {
            helper.reinitialize();
            helper.fork();
        }
        try {
            take(0);
        } finally {
            for (int i = helpers.length - 1; i >= 0; i--) {
                helpers[i].quietlyJoin();
            }
        }
        for (Helper helper : helpers) {
            if (helper.isCompletedAbnormally()) {
                helper.join();
            }
        }
    }

    private void take(int worker) {
        for (int from = next.getAndAdd(share); from < rows; from = next.getAndAdd(share)) {
            work.on(worker, from, Math.min(from + share, rows));
        }
    }

    private final class Helper extends ForkJoinTask<Void> {

        private static final long serialVersionUID = 1;

        private final transient SharedRows owner = SharedRows.this;
        private final int worker;

        Helper(int worker) {
            this.worker = worker;
        }

        @Override
        protected boolean exec() {
            owner.take(worker);
            return true;
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
