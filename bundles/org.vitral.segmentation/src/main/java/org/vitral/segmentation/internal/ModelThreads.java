// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for models whose callers may leave before they end: as many as there are such models in
 * work, each kept for a while for the next one.
 */
final class ModelThreads implements Executor {

    private static final long KEPT_SECONDS = 10;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    KEPT_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name("vitral-model-", 1).factory());

    /**
     * Runs something on a thread of its own.
     *
     * @throws RejectedExecutionException after close
     */
    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    /**
     * Takes no more work, and waits for the end of what is in work.
     *
     * @return whether it has ended
     */
    boolean close(Duration patience) {
        threads.shutdown();
        try {
            return threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
