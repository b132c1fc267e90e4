// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.service.log.Logger;

/**
 * Closes engines that no longer serve, each on a thread of its own, when the last call on it has
 * ended. Code of others takes part, which may throw or never return, and a caller has nothing to do
 * with that. For any number of threads.
 */
final class EngineClosing {

    private final Logger logger;
    private int open;

    EngineClosing(Logger logger) {
        this.logger = logger;
    }

    /**
     * Retires an engine.
     *
     * @param limit what the calls that are still on it may take before that is reported
     * @param drained told how long they took, when the last one has ended
     * @return counted down when it is closed
     */
    CountDownLatch retire(Engine engine, Duration limit, Consumer<Duration> drained) {
        synchronized (this) {
            open++;
        }
        CountDownLatch closed = new CountDownLatch(1);
        CompletableFuture<Runnable> closing = new CompletableFuture<>();
        long start = System.nanoTime();
        engine.retire(closing::complete);
        Thread.ofPlatform()
                .daemon()
                .name("vitral-closing-" + engine.identity().generation())
                .start(
                        () -> {
                            try {
                                Runnable close = drain(engine, closing, limit);
                                drained.accept(Duration.ofNanos(System.nanoTime() - start));
                                close(engine, close);
                            } finally {
                                closed.countDown();
                                synchronized (this) {
                                    open--;
                                    notifyAll();
                                }
                            }
                        });
        return closed;
    }

    private Runnable drain(Engine engine, CompletableFuture<Runnable> closing, Duration limit) {
        try {
            closing.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception late) {
            logger.warn(
                    "Calls on generation {} have not ended within {} s: its memory stays until they do",
                    engine.identity().generation(),
                    limit.toMillis() / 1e3);
        }
        return closing.join();
    }

    private void close(Engine engine, Runnable close) {
        long generation = engine.identity().generation();
        try {
            close.run();
            logger.debug("Generation {} is closed", generation);
        } catch (RuntimeException | LinkageError failure) {
            logger.error("Generation {} closed badly: {}", generation, failure.getMessage());
        }
    }

    /**
     * Waits until all engines that were retired are closed.
     *
     * @return whether they are
     */
    synchronized boolean await(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        while (open > 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                break;
            }
            try {
                wait(left);
            } catch (InterruptedException ignored) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return open == 0;
    }
}
