// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds what passes here until it is let go. */
final class Hold {

    private static final int ALL = 1_000_000;

    private final Semaphore passes = new Semaphore(0);
    private final Semaphore inside = new Semaphore(0);
    private final AtomicInteger entered = new AtomicInteger();

    /** Stays until it is let go; 0, as for what went well. */
    int enter() {
        entered.incrementAndGet();
        inside.release();
        passes.acquireUninterruptibly();
        return 0;
    }

    /** Waits until one more has come. */
    void awaitOne() throws InterruptedException {
        inside.acquire();
    }

    void letOneGo() {
        passes.release();
    }

    void letAllGo() {
        passes.release(ALL);
    }

    /** How many have come. */
    int entered() {
        return entered.get();
    }
}
