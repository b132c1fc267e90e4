// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Where the native code of an interpreter runs: on its caller's thread, or on its delegate's. */
interface NativeThread {

    /** The thread of whoever calls. */
    NativeThread CALLER =
            new NativeThread() {
                @Override
                public <T> T call(Supplier<T> action) {
                    return action.get();
                }
            };

    /** Does something there, waits, and gives back its result or throws its exception. */
    <T> T call(Supplier<T> action);

    /** Does something there and waits. */
    default void run(Runnable action) {
        call(
                () -> {
                    action.run();
                    return null;
                });
    }

    /** The thread of an executor. */
    static NativeThread of(Executor executor) {
        return new NativeThread() {
            @Override
            public <T> T call(Supplier<T> action) {
                try {
                    // Not to be interrupted: native code cannot be left behind half-way.
                    return CompletableFuture.supplyAsync(action, executor).join();
                } catch (CompletionException e) {
                    if (e.getCause() instanceof RuntimeException cause) {
                        throw cause;
                    }
                    if (e.getCause() instanceof Error cause) {
                        throw cause;
                    }
                    throw e;
                }
            }
        };
    }
}
