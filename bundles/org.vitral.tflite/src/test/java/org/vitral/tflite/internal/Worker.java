// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;

/** A thread that opens, runs and closes models of a bundle until that refuses. */
final class Worker {

    private static final int TOO_MANY = 1_000;

    private final AtomicLong runs = new AtomicLong();
    private final Thread thread;
    private volatile Throwable refusal;

    private Worker(Bundle bundle) {
        thread = Thread.ofPlatform().daemon().unstarted(() -> work(bundle));
    }

    static Worker start(Bundle bundle) {
        Worker worker = new Worker(bundle);
        worker.thread.start();
        return worker;
    }

    private void work(Bundle bundle) {
        try {
            while (true) {
                float x = runs.get() + 1;
                assertEquals(-x, OpenModel.negate(bundle, x));
                runs.incrementAndGet();
            }
        } catch (Throwable e) {
            refusal = e;
        }
    }

    /** Waits until it has run so many models more. */
    void awaitRuns(int more) {
        long enough = runs.get() + more;
        while (runs.get() < enough) {
            assertTrue(thread.isAlive(), () -> "It has ended: " + refusal);
            Thread.onSpinWait();
        }
    }

    /** Waits until its bundle, which has been stopped, refuses to open a model. */
    Throwable end() {
        long tooMany = runs.get() + TOO_MANY;
        while (thread.isAlive()) {
            assertTrue(runs.get() < tooMany, "A bundle that was stopped goes on opening models");
            Thread.onSpinWait();
        }
        return refusal;
    }
}
