// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Work that code of others takes part in, which may never return. */
final class BoundedWork {

    private static final long LOOK_NANOS = 10_000_000;

    private BoundedWork() {}

    /**
     * Has work done on a thread of its own.
     *
     * @param meanwhile is done now and then, as long as it is waited for
     * @param late is given the result if it comes when nobody waits for it any more
     * @throws TimeoutException if it has not ended in time; the thread goes on, for it cannot be
     *     stopped
     * @throws ExecutionException what the work threw
     * @throws InterruptedException if the thread that waits is interrupted
     */
    static <T> T within(
            Duration limit, String name, Callable<T> work, Runnable meanwhile, Consumer<T> late)
            throws TimeoutException, ExecutionException, InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name(name)
                .start(
                        () -> {
                            try {
                                T made = work.call();
                                if (!result.complete(made)) {
                                    late.accept(made);
                                }
                            } catch (Throwable failure) {
                                result.completeExceptionally(failure);
                            }
                        });
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                long left = end - System.nanoTime();
                try {
                    return result.get(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
                } catch (TimeoutException look) {
                    if (left <= LOOK_NANOS) {
                        throw look;
                    }
                    meanwhile.run();
                }
            }
        } catch (TimeoutException | InterruptedException given) {
            // Either this comes first, and the result is late, or the result is here after all.
            if (result.completeExceptionally(given)) {
                throw given;
            }
            return result.get();
        }
    }
}
