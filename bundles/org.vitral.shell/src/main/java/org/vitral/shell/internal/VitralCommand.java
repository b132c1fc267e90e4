// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/** A command of the scope {@code vitral}: reads what was typed, shows its manual, and prints. */
abstract class VitralCommand implements Function {

    private final Manual manual;

    VitralCommand(Manual manual) {
        this.manual = manual;
    }

    /** How it is used. */
    final Manual manual() {
        return manual;
    }

    /**
     * Runs it. What it has to say is printed; nothing is returned, which a shell would print again.
     *
     * @throws CommandException if it could not do what was asked for, in one line
     */
    @Override
    public final Object execute(CommandSession session, List<Object> given)
            throws CommandException {
        List<String> typed =
                given.stream().map(word -> word == null ? "" : word.toString()).toList();
        Screen screen = Screen.of(session);
        if (typed.contains("--help") || typed.contains("-h")) {
            screen.lines(manual.page());
            return null;
        }
        run(Arguments.parse(manual, typed), screen, session);
        return null;
    }

    abstract void run(Arguments arguments, Screen screen, CommandSession session)
            throws CommandException;
}
