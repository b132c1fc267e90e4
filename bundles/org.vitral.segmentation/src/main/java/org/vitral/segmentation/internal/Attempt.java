// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitral.segmentation.GateVerdict;
import org.vitral.segmentation.SwapOutcome;
import org.vitral.segmentation.SwapOutcome.State;
import org.vitral.segmentation.SwapStep;
import org.vitral.segmentation.SwapTrigger;

/** The notes of one attempt to let another engine serve. Its maker and its worker take turns. */
final class Attempt {

    private final Instant time = Instant.now();
    private final SwapTrigger trigger;
    private final EngineRequest request;
    private final long before;
    private final List<SwapStep> steps = new ArrayList<>();
    private Optional<GateVerdict> gate = Optional.empty();
    private long stepStart = System.nanoTime();

    /**
     * The notes of an attempt that begins.
     *
     * @param before what serves, or null
     */
    Attempt(SwapTrigger trigger, EngineRequest request, EngineIdentity before) {
        this.trigger = trigger;
        this.request = request;
        this.before = before == null ? 0 : before.generation();
    }

    SwapTrigger trigger() {
        return trigger;
    }

    EngineRequest request() {
        return request;
    }

    /** A step begins. */
    synchronized void begin() {
        stepStart = System.nanoTime();
    }

    /** A step has ended, and the next one begins. */
    synchronized void ended(String step) {
        long now = System.nanoTime();
        steps.add(new SwapStep(step, Duration.ofNanos(now - stepStart)));
        stepStart = now;
    }

    synchronized void ended(GateVerdict verdict) {
        gate = Optional.of(verdict);
        ended("gate");
    }

    /**
     * What came of it.
     *
     * @param serves what serves now, or null
     */
    synchronized SwapOutcome outcome(State state, EngineIdentity serves, String reason) {
        return new SwapOutcome(
                time,
                trigger,
                request.toString(),
                state,
                before,
                serves == null ? 0 : serves.generation(),
                serves == null ? "" : serves.model().name() + " " + serves.model().version(),
                serves == null ? "" : serves.delegate(),
                reason,
                steps,
                gate);
    }
}
