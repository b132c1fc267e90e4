// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * The two streams of a run: results on the standard output, everything else on the standard error.
 * A progress bar on the terminal steps aside for each line. For any number of threads.
 */
final class Console implements AutoCloseable {

    private static final String PROGRAM = "vitral: ";

    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private boolean verbose;
    private Progress progress;

    Console(PrintStream out, PrintStream err, Terminal terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** From now on failures are shown with their stack traces. */
    synchronized void beVerbose() {
        verbose = true;
    }

    /** Whether results may be coloured. */
    boolean colored() {
        return terminal.output() && terminal.color();
    }

    /** Whether the standard output can show this character. */
    boolean canShow(char c) {
        return out.charset().newEncoder().canEncode(c);
    }

    /** Prints lines of a result. */
    synchronized void result(Iterable<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append(System.lineSeparator());
        }
        hideProgress();
        out.print(text);
        out.flush();
        showProgress();
    }

    /** Prints one JSON document as one line, in UTF-8 whatever the standard output's charset is. */
    synchronized void json(String document) {
        byte[] line = (document + "\n").getBytes(StandardCharsets.UTF_8);
        hideProgress();
        out.write(line, 0, line.length);
        out.flush();
        showProgress();
    }

    /** Says something that is no result, such as what is going on. */
    synchronized void message(String sentence) {
        hideProgress();
        err.println(PROGRAM + Text.oneLine(sentence));
        err.flush();
        showProgress();
    }

    /** Prints a line of the log. */
    synchronized void log(String line) {
        hideProgress();
        err.println(line);
        err.flush();
        showProgress();
    }

    /** Says that something failed and why: one line, and the stack trace for who wants it. */
    void failure(FailureException failure) {
        failure(
                failure.subject(),
                Reason.of(failure),
                failure.getCause() == null ? failure : failure.getCause());
    }

    /** Says that something failed and why. */
    void failure(String subject, Throwable cause) {
        failure(subject, Reason.of(cause), cause);
    }

    private synchronized void failure(String subject, String reason, Throwable cause) {
        hideProgress();
        err.println(PROGRAM + (subject.isEmpty() ? "" : Text.oneLine(subject) + ": ") + reason);
        if (verbose) {
            cause.printStackTrace(err);
        }
        err.flush();
        showProgress();
    }

    /**
     * Whether nobody reads the results any more, as behind {@code | head -1}, or they cannot be
     * written. There is no use in going on then.
     */
    boolean closed() {
        return out.checkError();
    }

    /** Shows a bar for a number of photographs, if there is a terminal to show it on. */
    synchronized void startProgress(String task, OptionalLong total) {
        if (terminal.error() && progress == null) {
            progress = Progress.ofItems(err, task, total);
        }
    }

    /** Shows a bar for a download, if there is a terminal to show it on. */
    synchronized void startDownload(String task, long bytes) {
        if (terminal.error() && progress == null) {
            progress = Progress.ofBytes(err, task, bytes);
        }
    }

    /** One more photograph is done. */
    synchronized void step() {
        if (progress != null) {
            progress.step();
        }
    }

    /** So much is done. */
    synchronized void stepTo(long done) {
        if (progress != null) {
            progress.stepTo(done);
        }
    }

    /** Takes the bar away. */
    void endProgress() {
        Progress ended;
        synchronized (this) {
            ended = progress;
            progress = null;
        }
        if (ended != null) {
            ended.close();
        }
    }

    private void hideProgress() {
        if (progress != null) {
            progress.hide();
        }
    }

    private void showProgress() {
        if (progress != null) {
            progress.show();
        }
    }

    @Override
    public void close() {
        endProgress();
        out.flush();
        err.flush();
    }
}
