// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.vitral.model.ModelEvent;
import org.vitral.model.ModelListener;

/**
 * Calls one listener, event by event, on a thread that is there while there are events. What the
 * listener does, throws or never ends concerns no other.
 */
final class ListenerQueue implements AutoCloseable {
    /** How many events a listener may lag behind. */
    static final int CAPACITY = 10_000;

    private static final int IDLE_SECONDS = 5;
    private static final long SHORTEST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final String name;
    private final Supplier<ModelListener> service;
    private final Consumer<String> warnings;
    private final ThreadPoolExecutor thread;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean closed;

    /** Only touched by the queue's thread. */
    private ModelListener listener;

    /**
     * A queue in front of a listener.
     *
     * @param name what messages call the listener
     * @param service gets the listener, on the queue's thread, when the first event is there: it
     *     may need the repository to start; null where it cannot be had yet
     */
    ListenerQueue(String name, Supplier<ModelListener> service, Consumer<String> warnings) {
        this(name, service, warnings, CAPACITY);
    }

    ListenerQueue(
            String name, Supplier<ModelListener> service, Consumer<String> warnings, int capacity) {
        this.name = name;
        this.service = service;
        this.warnings = warnings;
        this.thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(capacity),
                        Thread.ofPlatform().daemon().name("vitral-model-listener").factory());
        thread.allowCoreThreadTimeOut(true);
    }

    void add(ModelEvent event) {
        if (closed) {
            return;
        }
        try {
            thread.execute(() -> deliver(event));
        } catch (RejectedExecutionException full) {
            if (!closed) {
                closed = true;
                warnings.accept(
                        "The model listener %s is given up: it lags %d events behind"
                                .formatted(name, thread.getQueue().size()));
                end.countDown();
                thread.shutdown();
            }
        }
    }

    private void deliver(ModelEvent event) {
        if (closed) {
            return;
        }
        try {
            if (awaitListener()) {
                listener.modelsChanged(event);
            }
        } catch (Throwable thrown) {
            // Somebody else's code: whatever it throws, the next event is delivered.
            warnings.accept(
                    "The model listener %s failed on %s %s %s: %s"
                            .formatted(name, event.kind(), event.name(), event.version(), thrown));
        }
    }

    /** Asks for the listener until it can be had: it may need time to start. */
    private boolean awaitListener() throws InterruptedException {
        long pause = SHORTEST_PAUSE_MILLIS;
        while (listener == null && !closed) {
            listener = service.get();
            if (listener == null && end.await(pause, TimeUnit.MILLISECONDS)) {
                return false;
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
        return !closed;
    }

    /** Begins no further call. */
    @Override
    public void close() {
        closed = true;
        end.countDown();
        thread.shutdown();
    }
}
