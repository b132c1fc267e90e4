// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

/**
 * Ends a call that is under way on another thread. TensorFlow Lite looks between two operators, so
 * a delegate that took all of them is not interrupted; a call during which this was set never gives
 * a result in any case.
 */
final class Cancellation {

    private final Graph graph;
    private final boolean possible;
    private volatile boolean cancelled;
    private boolean ended;

    /** For an interpreter whose options allow it, or not. */
    Cancellation(Graph graph, boolean possible) {
        this.graph = graph;
        this.possible = possible;
    }

    /**
     * Cancels, or takes it back.
     *
     * @throws IllegalStateException if the interpreter is closed or its options do not allow it
     */
    synchronized void set(boolean wanted) {
        if (ended) {
            throw new IllegalStateException("The interpreter has been closed");
        }
        if (!possible) {
            throw new IllegalStateException(
                    "The interpreter cannot be cancelled: make it with Options.setCancellable(true)");
        }
        cancelled = wanted;
        if (wanted) {
            graph.library().interpreters().cancel(graph.interpreter());
        }
    }

    /** Nothing native is touched from here on. */
    synchronized void end() {
        ended = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /**
     * Makes sure that it is not cancelled.
     *
     * @throws IllegalArgumentException if it is, as in the official runtime
     */
    void requireNotCancelled() {
        if (cancelled) {
            throw new IllegalArgumentException(
                    "The call was cancelled; setCancelled(false) allows further ones");
        }
    }
}
