// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of an attempt to let another engine serve.
 *
 * @param time when it began
 * @param trigger what made it begin
 * @param wanted what was wanted, for a person: {@code "model deeplabv3, delegate cpu, 2 threads"}
 * @param state how it ended
 * @param before the generation that served before it; 0 for none
 * @param after the generation that served after it; the same as before where nothing was published
 * @param model the name and version of the model that served after it; empty for none
 * @param delegate the names of the delegates that it ran on then; empty for none
 * @param reason why it ended so, in a sentence; empty where all went as wanted
 * @param steps what was done and how long each step took, in order; {@code drain} comes last and is
 *     only there when the last call on the old engine has ended
 * @param gate what the gate found; empty where it did not look
 */
public record SwapOutcome(
        Instant time,
        SwapTrigger trigger,
        String wanted,
        State state,
        long before,
        long after,
        String model,
        String delegate,
        String reason,
        List<SwapStep> steps,
        Optional<GateVerdict> gate) {

    /** How an attempt ended. */
    public enum State {
        /** The new engine serves. */
        PUBLISHED,
        /** What was wanted could not be had, and another engine than the old one had to serve. */
        FALLBACK,
        /** There is no new engine. The old one goes on. */
        REFUSED,
        /** Something newer was wanted before it began. */
        SUPERSEDED,
        /** It was only to be looked at: the new engine would be published, and is closed again. */
        PASSED
    }

    public SwapOutcome {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(wanted, "wanted");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(delegate, "delegate");
        Objects.requireNonNull(reason, "reason");
        steps = List.copyOf(steps);
        Objects.requireNonNull(gate, "gate");
    }

    /** Whether what was wanted serves, or would. */
    public boolean succeeded() {
        return state == State.PUBLISHED || state == State.PASSED;
    }
}
