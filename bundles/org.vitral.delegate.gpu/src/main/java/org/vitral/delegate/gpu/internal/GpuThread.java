// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.vitral.tflite.runtime.NativeCalls;

/**
 * One thread that runs tasks in the order of their arrival, and those that it gives itself at once.
 * A task that fails does not end it.
 */
final class GpuThread implements Executor {

    private final ExecutorService tasks = Executors.newSingleThreadExecutor(this::thread);

    /** Written once, when the first task comes. */
    private volatile Thread thread;

    private Thread thread(Runnable loop) {
        thread = Thread.ofPlatform().daemon().name("vitral-gpu-delegate").unstarted(loop);
        return thread;
    }

    /**
     * @throws RejectedExecutionException once it is shut down
     */
    @Override
    public void execute(Runnable task) {
        if (isCurrent()) {
            task.run();
            return;
        }
        try {
            tasks.execute(() -> runGuarded(task));
        } catch (RejectedExecutionException e) {
            throw new RejectedExecutionException(
                    "The GPU delegate has been closed, and its thread with it: close interpreters before their delegate",
                    e);
        }
    }

    /** An executor replaces a thread that a task's exception has ended; this one must stay. */
    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, e);
        }
    }

    /** Does something on the thread, waits, and gives back its result or throws its exception. */
    <T> T call(Supplier<T> action) {
        try {
            // Not to be interrupted: native code cannot be left behind half-way.
            return CompletableFuture.supplyAsync(action, this).join();
        } catch (CompletionException e) {
            throw NativeCalls.failure(e.getCause());
        }
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Takes no more tasks, and ends the thread when it has done those that it has. */
    void shutdown() {
        tasks.shutdown();
    }

    /** Waits until the thread is gone, interrupted or not. It has had a task, and is shut down. */
    void awaitEnd() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
