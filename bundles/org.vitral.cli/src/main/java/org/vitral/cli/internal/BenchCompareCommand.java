// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.vitral.bench.BenchComparison;
import org.vitral.bench.BenchException;
import picocli.CommandLine.ParseResult;

/** {@code vitral bench compare}: says which differences between two saved reports are real. */
final class BenchCompareCommand {

    /**
     * The two reports.
     *
     * @param before the file A
     * @param after the file B
     */
    record Options(String before, String after) {

        static Options of(ParseResult parsed) throws UsageException {
            List<String> files = parsed.matchedPositionalValue(0, List.of());
            if (files.size() != 2) {
                throw new UsageException(
                        "Bench compare takes two files that 'vitral bench --save' has written, not %d (vitral bench compare --help)"
                                .formatted(files.size()));
            }
            return new Options(files.get(0), files.get(1));
        }
    }

    private final Options options;
    private final Platform platform;
    private final Console console;

    BenchCompareCommand(Options options, Platform platform, Console console) {
        this.options = options;
        this.platform = platform;
        this.console = console;
    }

    /** Compares, and gives the exit code. */
    int run(boolean json) throws FailureException {
        BenchComparison comparison;
        try {
            comparison = platform.bench().compare(path(options.before()), path(options.after()));
        } catch (BenchException e) {
            throw new FailureException("", e.getMessage(), e);
        }
        if (json) {
            console.json(BenchText.json(comparison));
        } else {
            console.result(BenchText.lines(comparison));
        }
        return console.closed() ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static Path path(String given) throws FailureException {
        try {
            return Path.of(given);
        } catch (InvalidPathException e) {
            throw new FailureException(given, e);
        }
    }
}
