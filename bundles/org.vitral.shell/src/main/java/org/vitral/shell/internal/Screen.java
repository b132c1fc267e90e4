// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.io.PrintStream;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;

/**
 * Where a command prints: a terminal, with colours where it takes them, or a pipe.
 *
 * @param out the stream
 * @param colored whether the stream takes colours
 */
record Screen(PrintStream out, boolean colored) {

    /** The variable by which a session says that its terminal takes colours. */
    static final String COLORED = ".vitral.colored";

    private static final String BOLD = "1";
    private static final String RED = "31";
    private static final String GREEN = "32";
    private static final String YELLOW = "33";

    /** The standard output of the command that runs in this thread. */
    static Screen of(CommandSession session) {
        Process process = Process.Utils.current();
        boolean colored = process.isTty(1) && Boolean.TRUE.equals(session.get(COLORED));
        return new Screen(process.out(), colored);
    }

    void line(String line) {
        out.println(line);
    }

    void lines(List<String> lines) {
        lines.forEach(out::println);
    }

    /** The rows of a table, with its headings in bold and a margin. */
    void table(Table table) {
        List<String> lines = table.lines();
        line(bold(lines.getFirst()));
        lines(lines.subList(1, lines.size()));
    }

    String bold(String text) {
        return in(BOLD, text);
    }

    String good(String text) {
        return in(GREEN, text);
    }

    String doubtful(String text) {
        return in(YELLOW, text);
    }

    String bad(String text) {
        return in(RED, text);
    }

    private String in(String style, String text) {
        return colored ? "\033[" + style + "m" + text + "\033[0m" : text;
    }
}
