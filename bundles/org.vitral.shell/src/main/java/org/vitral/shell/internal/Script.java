// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.io.EOFException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/** Runs what was typed, and says in one line what went wrong. */
final class Script {

    /** All was done. */
    static final int DONE = 0;

    /** A command failed; those after it were not run. */
    static final int FAILED = 1;

    /** A command was not typed as it is meant. */
    static final int USAGE = 2;

    private static final String PROGRAM = "vitral: ";

    private Script() {}

    /** A session in which the commands of Vitral come first. */
    static CommandSession session(
            CommandProcessor processor, InputStream in, PrintStream out, PrintStream err) {
        CommandSession session = processor.createSession(in, out, err);
        session.put(Screen.COLORED, false);
        session.put("SCOPE", Manual.SCOPE + ":gogo:felix:*");
        return session;
    }

    /**
     * Runs a text of commands, to the first one that fails.
     *
     * @return the exit code
     */
    static int run(CommandSession session, CharSequence text, PrintStream out, PrintStream err) {
        try {
            Object result = session.execute(text);
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
            return DONE;
        } catch (CommandNotFoundException e) {
            err.println(PROGRAM + notFound(e.getCommand(), session));
            return USAGE;
        } catch (SyntaxError e) {
            err.println(PROGRAM + "This is no command: " + Text.oneLine(e.getMessage()));
            return USAGE;
        } catch (EOFException e) {
            err.println(PROGRAM + "This is no command: its end is missing");
            return USAGE;
        } catch (CommandException e) {
            err.println(PROGRAM + e.getMessage());
            return e instanceof UsageException ? USAGE : FAILED;
        } catch (Exception | LinkageError e) {
            // A command of somebody else.
            String message = e.getMessage();
            err.println(
                    PROGRAM
                            + Text.oneLine(
                                    message == null || message.isBlank()
                                            ? e.getClass().getSimpleName()
                                            : message));
            return FAILED;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static String notFound(String name, CommandSession session) {
        List<String> known =
                commands(session).stream()
                        .map(
                                command ->
                                        name.contains(":")
                                                ? command
                                                : command.substring(command.indexOf(':') + 1))
                        .toList();
        return "There is no command %s%s (vitral:help)"
                .formatted(Text.oneLine(name), Text.suggestion(name, known));
    }

    /** The names of all commands that a session knows, with their scopes. */
    @SuppressWarnings("unchecked")
    static Set<String> commands(CommandSession session) {
        return session.get(".commands") instanceof Set<?> names ? (Set<String>) names : Set.of();
    }
}
