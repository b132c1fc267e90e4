// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/** What must be freed, the last one first. For one thread at a time. */
final class Resources implements AutoCloseable {

    /** How one of them is freed. */
    @FunctionalInterface
    interface Release {
        void run();
    }

    private final Deque<Release> releases = new ArrayDeque<>();

    void add(Release release) {
        releases.push(release);
    }

    /** Frees all of them, even where one fails; the first failure is thrown at the end. */
    @Override
    public void close() {
        RuntimeException failure = null;
        while (!releases.isEmpty()) {
            try {
                releases.pop().run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
