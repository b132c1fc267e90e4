// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Work that code of others takes part in, which may never return. */
final class BoundedWork {

    /** So often it is looked whether to go on with it. */
    private static final long LOOK_MILLIS = 20;

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
        CompletableFuture<T> result = start(name, work, late);
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException given) {
            return giveUp(result, given);
        } catch (InterruptedException given) {
            return giveUp(result, given);
        }
    }

    /**
     * Has work done on a thread of its own, as long as it makes sense.
     *
     * @param sense whether it still makes sense; asked now and then
     * @return the result, or null if it no longer made sense
     * @throws TimeoutException as above, like the others
     */
    static <T> T whileItMakesSense(
            BooleanSupplier sense, Duration limit, String name, Callable<T> work, Consumer<T> late)
            throws TimeoutException, ExecutionException, InterruptedException {
        CompletableFuture<T> result = start(name, work, late);
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException given) {
                return giveUp(result, given);
            } catch (TimeoutException look) {
                if (System.nanoTime() - end > 0) {
                    return giveUp(result, look);
                }
                if (!sense.getAsBoolean()) {
                    return result.complete(null) ? null : result.get();
                }
            }
        }
    }

    private static <T> CompletableFuture<T> start(String name, Callable<T> work, Consumer<T> late) {
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
        return result;
    }

    /** Either this comes first, and the result is late, or the result is here after all. */
    private static <T, E extends Exception> T giveUp(CompletableFuture<T> result, E why)
            throws E, ExecutionException, InterruptedException {
        if (result.completeExceptionally(why)) {
            throw why;
        }
        return result.get();
    }
}
