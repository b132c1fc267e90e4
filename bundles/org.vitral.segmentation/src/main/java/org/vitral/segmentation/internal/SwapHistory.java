// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.vitral.segmentation.SwapOutcome;
import org.vitral.segmentation.SwapStep;

/** What came of the last attempts to let another engine serve. For any number of threads. */
final class SwapHistory {

    private static final int KEPT = 64;

    private final Deque<SwapOutcome> outcomes = new ArrayDeque<>();

    /** An engine that was drained before the outcome of its swap was written down. */
    private long early;

    private Duration earlyTook = Duration.ZERO;

    synchronized void add(SwapOutcome outcome) {
        boolean drained = early != 0 && isSwapTo(early, outcome);
        outcomes.addFirst(drained ? with(outcome, new SwapStep("drain", earlyTook)) : outcome);
        if (outcomes.size() > KEPT) {
            outcomes.removeLast();
        }
    }

    /** The engine that was replaced by this generation has done its last call. */
    synchronized void drained(long successor, Duration took) {
        if (outcomes.stream().noneMatch(outcome -> isSwapTo(successor, outcome))) {
            early = successor;
            earlyTook = took;
            return;
        }
        List<SwapOutcome> all = new ArrayList<>(outcomes);
        outcomes.clear();
        for (SwapOutcome outcome : all) {
            boolean is = isSwapTo(successor, outcome);
            outcomes.addLast(is ? with(outcome, new SwapStep("drain", took)) : outcome);
        }
    }

    private static boolean isSwapTo(long generation, SwapOutcome outcome) {
        return outcome.after() == generation && outcome.before() != generation;
    }

    private static SwapOutcome with(SwapOutcome outcome, SwapStep last) {
        List<SwapStep> steps = new ArrayList<>(outcome.steps());
        steps.add(last);
        return new SwapOutcome(
                outcome.time(),
                outcome.trigger(),
                outcome.wanted(),
                outcome.state(),
                outcome.before(),
                outcome.after(),
                outcome.model(),
                outcome.delegate(),
                outcome.reason(),
                steps,
                outcome.gate());
    }

    /** The newest one first. */
    synchronized List<SwapOutcome> newestFirst() {
        return List.copyOf(outcomes);
    }
}
