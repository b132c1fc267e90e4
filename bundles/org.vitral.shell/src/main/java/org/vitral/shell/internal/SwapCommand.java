// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitral.segmentation.EngineChange;

/** {@code vitral:swap}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=swap"})
public final class SwapCommand extends VitralCommand {

    private static final Option ANEW =
            Option.flag("--anew", "The same model, delegate and threads, in a new engine.");

    private final Registry registry;

    @Activate
    public SwapCommand(@Reference Registry registry) {
        super(
                Manual.of(
                                "swap",
                                "[-s SEGMENTER] [--model M] [--delegate D] [--threads N]",
                                "Lets another engine serve, and waits for it. What is not named"
                                        + " stays as it is.",
                                Manual.SEGMENTER,
                                EngineOptions.MODEL,
                                EngineOptions.DELEGATE,
                                EngineOptions.THREADS,
                                ANEW)
                        .withDetails(
                                "The new engine is made beside the one that serves, warmed up and"
                                        + " looked at by the gate.",
                                "If it is refused the old one goes on, and the command says why."));
        this.registry = registry;
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        if (EngineOptions.areIn(arguments) == arguments.has(ANEW)) {
            throw arguments.wrong(
                    arguments.has(ANEW)
                            ? "--anew stands alone"
                            : "what shall be another one? --model, --delegate or --threads");
        }
        EngineChange change = EngineOptions.change(arguments, session);
        NamedSegmenter segmenter = registry.segmenter(arguments.value(Manual.SEGMENTER));
        EngineOptions.check(change, registry);
        OutcomeText.print(
                Attempt.of(segmenter, () -> segmenter.control().swap(change)), segmenter, screen);
    }
}
