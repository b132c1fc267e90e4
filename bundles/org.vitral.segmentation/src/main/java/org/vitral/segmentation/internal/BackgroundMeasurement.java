// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Something that is measured once, some time from now, beside what serves. A new plan takes the
 * place of the one before it. For any number of threads.
 */
final class BackgroundMeasurement {

    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("vitral-auto").factory());

    /** The newest plan; null where there never was one. */
    private Plan newest;

    private static final class Plan {
        private volatile boolean stopped;
    }

    BackgroundMeasurement() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Plans work instead of what was planned before.
     *
     * @param work is given the question whether it shall stop
     */
    synchronized void plan(Duration delay, Consumer<BooleanSupplier> work) {
        cancel();
        if (thread.isShutdown()) {
            return;
        }
        Plan plan = new Plan();
        newest = plan;
        thread.schedule(
                () -> {
                    if (!plan.stopped) {
                        work.accept(() -> plan.stopped);
                    }
                },
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Has what is planned never begin, and what is under way stop at its next look. */
    synchronized void cancel() {
        if (newest != null) {
            newest.stopped = true;
            thread.getQueue().clear();
        }
    }

    /**
     * Cancels for good, and waits for the end of what is under way.
     *
     * @return whether it has ended
     */
    boolean close(Duration patience) {
        synchronized (this) {
            cancel();
            thread.shutdown();
        }
        try {
            return thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
