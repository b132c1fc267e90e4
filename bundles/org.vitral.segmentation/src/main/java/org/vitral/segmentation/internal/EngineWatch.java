// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Watches an engine that took the place of another one, for as long as the policy says. For any
 * number of threads.
 */
final class EngineWatch {

    /** With fewer calls nothing can be said of a share of them. */
    static final int LEAST_CALLS = 5;

    private final long generation;
    private final EngineRecord watched;
    private final Optional<Duration> predecessor;
    private final WatchPolicy policy;
    private final LongSupplier clock;
    private final long end;
    private boolean over;

    /**
     * A watch that begins now.
     *
     * @param predecessor the median run time of the engine before it, where that is known
     * @param clock the time in nanoseconds
     */
    EngineWatch(
            Engine engine, Optional<Duration> predecessor, WatchPolicy policy, LongSupplier clock) {
        this.generation = engine.identity().generation();
        this.watched = engine.record();
        this.predecessor = predecessor;
        this.policy = policy;
        this.clock = clock;
        this.end = clock.getAsLong() + policy.window().toNanos();
    }

    /** The number of the engine that it watches. */
    long generation() {
        return generation;
    }

    /** Whether the time is over, or it has objected. */
    synchronized boolean isOver() {
        over |= clock.getAsLong() - end >= 0;
        return over;
    }

    /** Why the engine must be taken back, in a sentence; said once. */
    synchronized Optional<String> objection() {
        if (isOver()) {
            return Optional.empty();
        }
        Optional<String> objection = errors().or(this::slowness);
        over = objection.isPresent();
        return objection;
    }

    private Optional<String> errors() {
        long calls = watched.calls();
        long failures = watched.failures();
        return calls >= LEAST_CALLS && failures > policy.errorRate() * calls
                ? Optional.of(
                        "%d of its first %d calls failed, more than %.0f %%"
                                .formatted(failures, calls, 100 * policy.errorRate()))
                : Optional.empty();
    }

    private Optional<String> slowness() {
        if (policy.slowdown() == 0 || predecessor.isEmpty()) {
            return Optional.empty();
        }
        Duration before = predecessor.get();
        return watched.median(LEAST_CALLS)
                .filter(now -> now.toNanos() > policy.slowdown() * before.toNanos())
                .map(
                        now ->
                                "A run takes %.1f ms, more than %.1f times the %.1f ms of the engine before it"
                                        .formatted(
                                                now.toNanos() / 1e6,
                                                policy.slowdown(),
                                                before.toNanos() / 1e6));
    }
}
