// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code vitral:exporters}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=exporters"})
public final class ExportersCommand extends FormatsCommand {

    private static final Option RESTORE =
            Option.value(
                    "--restore",
                    "NAME",
                    Names.EVERYTHING,
                    "Use this exporter or renderer again, which was set aside.");

    private final Registry registry;

    @Activate
    public ExportersCommand(@Reference Registry registry) {
        super(
                Manual.of(
                                "exporters",
                                "[NAME] [--restore NAME]",
                                "Lists what writes results, with options and presets, and why one is"
                                        + " not used.",
                                RESTORE)
                        .withWords(0, 1, Names.EVERYTHING),
                registry,
                false);
        this.registry = registry;
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        Optional<String> restored = arguments.value(RESTORE);
        if (restored.isEmpty()) {
            super.run(arguments, screen, session);
        } else if (registry.existingExports().restore(restored.get())) {
            screen.line(restored.get() + " is used again");
        } else {
            throw new CommandException(restored.get() + " was not set aside");
        }
    }
}
