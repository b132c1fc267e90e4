// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.vitral.segmentation.EngineChange;
import org.vitral.segmentation.SwapOutcome;
import org.vitral.segmentation.TrialStatus;

/**
 * What {@code vitral:canary} and {@code vitral:shadow} have in common: a second engine on trial.
 */
abstract class TrialCommand extends VitralCommand {

    static final Option SHARE =
            Option.value(
                    "--share",
                    "SHARE",
                    Names.NONE,
                    "The share of the images that it answers, above 0 and up to 1. Else 0.1.");

    private static final List<String> VERBS = List.of("start", "status", "promote", "end");
    private static final double DEFAULT_SHARE = 0.1;

    private final Registry registry;
    private final boolean answers;

    /**
     * A command.
     *
     * @param answers whether the second engine answers a share of the images
     */
    TrialCommand(Registry registry, String name, String summary, boolean answers) {
        super(manual(name, summary, answers));
        this.registry = registry;
        this.answers = answers;
    }

    private static Manual manual(String name, String summary, boolean answers) {
        List<Option> options =
                new ArrayList<>(
                        List.of(
                                Manual.SEGMENTER,
                                EngineOptions.MODEL,
                                EngineOptions.DELEGATE,
                                EngineOptions.THREADS));
        if (answers) {
            options.add(SHARE);
        }
        return Manual.of(
                        name,
                        "start|status|promote|end [-s SEGMENTER] [--model M] [--delegate D]"
                                + " [--threads N]"
                                + (answers ? " [--share S]" : ""),
                        summary,
                        options.toArray(Option[]::new))
                .withWords(1, 1, Names.NONE)
                .withDetails(
                        "start    makes the engine, has the gate look at it, and puts it on trial",
                        "status   shows how it does",
                        "promote  lets it serve",
                        "end      ends the trial",
                        "A segmenter has one trial at a time: a canary or a shadow.");
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        String verb = arguments.words().getFirst();
        if (!VERBS.contains(verb)) {
            throw arguments.wrong(
                    "'%s' is none of %s%s"
                            .formatted(
                                    verb, String.join(", ", VERBS), Text.suggestion(verb, VERBS)));
        }
        boolean start = verb.equals("start");
        if (!start && (EngineOptions.areIn(arguments) || arguments.has(SHARE))) {
            throw arguments.wrong("only start takes options for the engine");
        }
        EngineChange change = EngineOptions.change(arguments, session);
        double share = answers ? arguments.share(SHARE, DEFAULT_SHARE) : 0;
        NamedSegmenter segmenter = registry.segmenter(arguments.value(Manual.SEGMENTER));
        switch (verb) {
            case "start" -> start(segmenter, change, share, screen);
            case "status" -> status(segmenter, screen);
            case "promote" -> {
                underWay(segmenter);
                OutcomeText.print(
                        Attempt.of(segmenter, () -> segmenter.control().promote()),
                        segmenter,
                        screen);
            }
            default -> {
                TrialStatus ended = underWay(segmenter);
                segmenter.control().endTrial();
                screen.line("ended  " + TrialText.line(ended));
            }
        }
    }

    /** That there is no trial is an answer, and no failure. */
    private static void status(NamedSegmenter segmenter, Screen screen) throws CommandException {
        if (segmenter.control().trial().isEmpty()) {
            screen.line(withoutTrial(segmenter));
            return;
        }
        screen.lines(TrialText.lines(trial(segmenter), screen));
    }

    private static String withoutTrial(NamedSegmenter segmenter) {
        return "%s: no engine is on trial".formatted(segmenter.name());
    }

    private void start(NamedSegmenter segmenter, EngineChange change, double share, Screen screen)
            throws CommandException {
        EngineOptions.check(change, registry);
        SwapOutcome outcome =
                Attempt.of(segmenter, () -> segmenter.control().startTrial(change, share));
        if (!outcome.succeeded()) {
            OutcomeText.print(outcome, segmenter, screen);
        }
        Optional<TrialStatus> trial = segmenter.control().trial();
        screen.line(
                "%s  %s"
                        .formatted(
                                screen.good("started"),
                                trial.map(TrialText::line).orElse(outcome.wanted())));
        if (!outcome.steps().isEmpty()) {
            screen.line("  " + OutcomeText.steps(outcome));
        }
    }

    private static TrialStatus trial(NamedSegmenter segmenter) throws CommandException {
        return segmenter
                .control()
                .trial()
                .orElseThrow(() -> new CommandException(withoutTrial(segmenter)));
    }

    private static TrialStatus underWay(NamedSegmenter segmenter) throws CommandException {
        TrialStatus trial = trial(segmenter);
        if (!trial.ended().isBlank()) {
            throw new CommandException(
                    "%s: no engine is on trial: the last one ended: %s"
                            .formatted(segmenter.name(), Text.withoutStop(trial.ended())));
        }
        return trial;
    }
}
