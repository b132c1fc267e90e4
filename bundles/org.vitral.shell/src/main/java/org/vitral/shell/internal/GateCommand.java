// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitral.segmentation.EngineChange;
import org.vitral.segmentation.SwapOutcome;

/** {@code vitral:gate}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=gate"})
public final class GateCommand extends VitralCommand {

    private final Registry registry;

    @Activate
    public GateCommand(@Reference Registry registry) {
        super(
                Manual.of(
                        "gate",
                        "[-s SEGMENTER] [--model M] [--delegate D] [--threads N]",
                        "Tries a swap without doing it: makes the engine, shows what the gate finds,"
                                + " and closes it.",
                        Manual.SEGMENTER,
                        EngineOptions.MODEL,
                        EngineOptions.DELEGATE,
                        EngineOptions.THREADS));
        this.registry = registry;
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        EngineChange change = EngineOptions.change(arguments, session);
        NamedSegmenter segmenter = registry.segmenter(arguments.value(Manual.SEGMENTER));
        EngineOptions.check(change, registry);
        SwapOutcome outcome = Attempt.of(segmenter, () -> segmenter.control().check(change));
        if (!outcome.succeeded()) {
            OutcomeText.print(outcome, segmenter, screen);
        }
        screen.line(
                "%s  %s, %s"
                        .formatted(
                                OutcomeText.state(outcome, screen),
                                outcome.wanted(),
                                OutcomeText.steps(outcome)));
        if (outcome.gate().isPresent()) {
            screen.table(OutcomeText.verdict(outcome.gate().get(), screen));
        } else {
            screen.line(
                    "The gate of %s is off: nothing was looked at.".formatted(segmenter.name()));
        }
    }
}
