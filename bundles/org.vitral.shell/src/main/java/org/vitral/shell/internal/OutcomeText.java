// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.vitral.segmentation.GateCheck;
import org.vitral.segmentation.GateVerdict;
import org.vitral.segmentation.SwapOutcome;
import org.vitral.segmentation.SwapStep;

/** What came of an attempt, as a person reads it. */
final class OutcomeText {

    private OutcomeText() {}

    /** In which an attempt that succeeded is told: what serves now, and how long each step took. */
    static List<String> lines(SwapOutcome outcome, Screen screen) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s  generation %s, %s"
                        .formatted(state(outcome, screen), generations(outcome), engine(outcome)));
        if (!outcome.steps().isEmpty()) {
            lines.add("  " + steps(outcome));
        }
        outcome.gate()
                .ifPresent(
                        gate ->
                                lines.add(
                                        "  gate %s on %s"
                                                .formatted(
                                                        gate.passed() ? "passed" : "not passed",
                                                        Text.count(gate.pictures(), "picture"))));
        if (!outcome.reason().isBlank()) {
            lines.add("  " + Text.oneLine(outcome.reason()));
        }
        return lines;
    }

    /** What the gate looked at, a row each. */
    static Table verdict(GateVerdict gate, Screen screen) {
        Table table = new Table("check", "passed", "finding");
        for (GateCheck check : gate.checks()) {
            table.row(check.name(), check.passed() ? "yes" : "NO", check.finding());
        }
        return table;
    }

    /** {@code "published"}, in colour. */
    static String state(SwapOutcome outcome, Screen screen) {
        String word = word(outcome);
        return switch (outcome.state()) {
            case PUBLISHED, PASSED -> screen.good(word);
            case FALLBACK, SUPERSEDED -> screen.doubtful(word);
            case REFUSED -> screen.bad(word);
        };
    }

    /** {@code "published"}. */
    static String word(SwapOutcome outcome) {
        return outcome.state().name().toLowerCase(Locale.ROOT);
    }

    /** {@code "1 -> 2"}, or {@code "1"} where nothing was published. */
    static String generations(SwapOutcome outcome) {
        return outcome.before() == outcome.after()
                ? Long.toString(outcome.after())
                : outcome.before() + " -> " + outcome.after();
    }

    /** {@code "prepare 12.0 ms, warm-up 3.1 ms"}. */
    static String steps(SwapOutcome outcome) {
        return outcome.steps().stream()
                .map(step -> step.name() + " " + Text.milliseconds(step.took()))
                .collect(Collectors.joining(", "));
    }

    /** How long all steps took. */
    static Duration total(SwapOutcome outcome) {
        return outcome.steps().stream().map(SwapStep::took).reduce(Duration.ZERO, Duration::plus);
    }

    /** {@code "12 s ago"}. */
    static String ago(Instant time, Instant now) {
        long seconds = Math.max(0, Duration.between(time, now).toSeconds());
        if (seconds < 120) {
            return seconds + " s ago";
        }
        if (seconds < 2 * 3600) {
            return seconds / 60 + " min ago";
        }
        return seconds < 2 * 86_400 ? seconds / 3600 + " h ago" : seconds / 86_400 + " days ago";
    }

    private static String engine(SwapOutcome outcome) {
        return outcome.model().isEmpty()
                ? "no engine"
                : outcome.model() + " on " + outcome.delegate();
    }

    /**
     * Prints what came of it.
     *
     * @throws CommandException if it is not what was wanted: why
     */
    static void print(SwapOutcome outcome, NamedSegmenter segmenter, Screen screen)
            throws CommandException {
        if (outcome.succeeded()) {
            screen.lines(lines(outcome, screen));
            return;
        }
        outcome.gate()
                .filter(gate -> !gate.passed())
                .ifPresent(gate -> screen.table(verdict(gate, screen)));
        String goesOn =
                outcome.after() == 0
                        ? "nothing serves"
                        : "generation %d serves (%s)".formatted(outcome.after(), engine(outcome));
        throw new CommandException(
                "%s: %s: %s; %s"
                        .formatted(
                                segmenter.name(),
                                word(outcome),
                                Text.withoutStop(
                                        outcome.reason().isBlank()
                                                ? outcome.wanted()
                                                : outcome.reason()),
                                goesOn));
    }
}
