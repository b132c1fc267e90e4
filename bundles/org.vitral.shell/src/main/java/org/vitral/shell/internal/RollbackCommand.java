// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code vitral:rollback}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=rollback"})
public final class RollbackCommand extends VitralCommand {

    private final Registry registry;

    @Activate
    public RollbackCommand(@Reference Registry registry) {
        super(
                Manual.of(
                                "rollback",
                                "[SEGMENTER]",
                                "Goes back to what served before the last swap; called again, one"
                                        + " step more.",
                                Manual.SEGMENTER)
                        .withWords(0, 1, Names.SEGMENTERS));
        this.registry = registry;
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        NamedSegmenter segmenter =
                registry.segmenter(arguments.word(0).or(() -> arguments.value(Manual.SEGMENTER)));
        OutcomeText.print(
                Attempt.of(segmenter, () -> segmenter.control().rollback()), segmenter, screen);
    }
}
