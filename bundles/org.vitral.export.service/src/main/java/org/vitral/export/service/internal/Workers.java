// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads for somebody else's code. They are threads of the platform: a virtual one that never
 * comes back would hold one of the few that carry all others. None of them keeps the program alive.
 */
final class Workers implements Executor, AutoCloseable {

    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    /** Takes no more work; what never comes back is not waited for. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
