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

    private BoundedWork() {}

    /**
     * Has work done on a thread of its own.
     *
     * @param late is given the result if it comes when nobody waits for it any more
     * @throws TimeoutException if it has not ended in time; the thread goes on, for it cannot be
     *     stopped
     * @throws ExecutionException what the work threw
     * @throws InterruptedException if the thread that waits is interrupted
     */
    static <T> T within(Duration limit, String name, Callable<T> work, Consumer<T> late)
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
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException given) {
            // Either this comes first, and the result is late, or the result is here after all.
            if (result.completeExceptionally(given)) {
                throw given;
            }
            return result.get();
        }
    }
}
