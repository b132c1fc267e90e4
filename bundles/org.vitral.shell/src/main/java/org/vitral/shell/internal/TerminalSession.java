// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.gogo.jline.Highlighter;
import org.apache.felix.gogo.jline.Parser;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.jline.builtins.Completers.FilesCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * A session on the terminal, with JLine: history, completion, colours. Only loaded when one is
 * asked for, because JLine may be absent.
 */
final class TerminalSession {

    /** How JLine gets at the terminal: by the C library, else by the program {@code stty}. */
    private static final String PROVIDERS = "ffm,exec";

    private static final String PROMPT = "vitral> ";

    private final CommandProcessor processor;
    private final Completion completion;
    private final Path history;

    /**
     * A session.
     *
     * @param history the file with the lines that were typed
     */
    TerminalSession(CommandProcessor processor, Completion completion, Path history) {
        this.processor = processor;
        this.completion = completion;
        this.history = history;
    }

    /** Takes commands until the user ends it. */
    void run() throws CommandException {
        // JLine looks for its providers in the class loader of the thread.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(TerminalBuilder.class.getClassLoader());
        try (Terminal terminal =
                TerminalBuilder.builder()
                        .name("vitral")
                        .system(true)
                        .providers(PROVIDERS)
                        .dumb(true)
                        .nativeSignals(true)
                        .signalHandler(Terminal.SignalHandler.SIG_IGN)
                        .build()) {
            run(terminal);
        } catch (IOException e) {
            throw new CommandException("The terminal cannot be used: " + e.getMessage(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Takes commands from a terminal. */
    void run(Terminal terminal) {
        PrintStream out = new PrintStream(terminal.output(), true, terminal.encoding());
        try (CommandSession session = Script.session(processor, terminal.input(), out, out)) {
            converse(terminal, session, out);
        }
    }

    private void converse(Terminal terminal, CommandSession session, PrintStream out) {
        boolean colored = takesColors(terminal);
        session.put(Screen.COLORED, colored);
        session.put(".terminal", terminal);
        terminal.handle(Terminal.Signal.INT, _ -> interrupt(session));
        LineReader reader = reader(terminal, session);
        session.put(".reader", reader);
        String prompt =
                new AttributedStringBuilder()
                        .style(AttributedStyle.BOLD.foreground(AttributedStyle.CYAN))
                        .append(PROMPT)
                        .toAnsi(terminal);
        terminal.writer().println("vitral:help lists the commands; exit ends the session.");
        while (true) {
            String line;
            try {
                line = reader.readLine(colored ? prompt : PROMPT);
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                return;
            }
            if (RemoteShell.isEnd(line)) {
                return;
            }
            if (!line.isBlank()) {
                Script.run(session, line, out, out);
            }
        }
    }

    private LineReader reader(Terminal terminal, CommandSession session) {
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("vitral")
                .parser(new Parser())
                .highlighter(new Highlighter(session))
                .completer(
                        (reader, line, candidates) -> complete(reader, line, candidates, session))
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%M%P > ")
                // An exclamation mark is one.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.AUTO_FRESH_LINE, true)
                .build();
    }

    private void complete(
            LineReader reader,
            ParsedLine line,
            List<Candidate> candidates,
            CommandSession session) {
        if (completion.kind(line.words(), line.wordIndex()) == Names.FILES) {
            new FilesCompleter(session.currentDir()).complete(reader, line, candidates);
            return;
        }
        for (Completion.Candidate one :
                completion.candidates(Script.commands(session), line.words(), line.wordIndex())) {
            candidates.add(
                    new Candidate(
                            one.value(),
                            one.value(),
                            null,
                            one.description().isEmpty() ? null : one.description(),
                            null,
                            null,
                            true));
        }
    }

    private static void interrupt(CommandSession session) {
        Job job = session.foregroundJob();
        if (job != null) {
            job.interrupt();
        }
    }

    private static boolean takesColors(Terminal terminal) {
        String none = System.getenv("NO_COLOR");
        return (none == null || none.isEmpty())
                && !terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }
}
