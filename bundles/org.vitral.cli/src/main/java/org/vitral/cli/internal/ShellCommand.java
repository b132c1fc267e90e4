// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SegmenterStatus;

/** {@code vitral shell}: a segmenter, and a shell to look after it. */
final class ShellCommand {

    /** The segmenter's name. */
    static final String NAME = "shell";

    private final ShellOptions options;
    private final Platform platform;
    private final Console console;
    private final Terminal terminal;

    ShellCommand(ShellOptions options, Platform platform, Console console, Terminal terminal) {
        this.options = options;
        this.platform = platform;
        this.console = console;
        this.terminal = terminal;
    }

    /**
     * Runs the shell.
     *
     * @return its exit code
     * @throws UsageException if something is asked for that does not exist
     * @throws FailureException if there is no shell, or no segmenter comes
     */
    int run() throws UsageException, FailureException {
        ToIntFunction<String[]> shell = platform.shell();
        Map<String, Object> configuration =
                new HashMap<>(options.engine().configuration(platform, console));
        // As wherever a segmenter serves for long.
        configuration.put("gate", "enforce");
        awaitEngine(platform.segmenter(NAME, configuration).await());
        return shell.applyAsInt(arguments());
    }

    private String[] arguments() {
        if (options.script().isPresent()) {
            return new String[] {"-c", options.script().get()};
        }
        if (options.listen().isPresent()) {
            return new String[] {"--listen", options.listen().get()};
        }
        return terminal.input() ? new String[0] : new String[] {"--stdin"};
    }

    /** Waits for the first engine, so that the first command finds it. */
    private void awaitEngine(Segmenter segmenter) throws FailureException {
        SegmenterStatus status;
        try {
            status = FirstEngine.await(segmenter);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailureException("", "The program was interrupted", e);
        }
        if (status.state() == SegmenterStatus.State.FAILED) {
            // The shell is there to find out why, and to swap to what works.
            console.message(status.reason());
        }
    }
}
