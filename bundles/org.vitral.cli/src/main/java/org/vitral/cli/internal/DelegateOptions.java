// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vitral.segmentation.DelegateChain;

/**
 * What a model shall run on.
 *
 * @param chain the delegates, in order; nothing where none are asked for
 * @param library the delegate library that one of them is the file of
 * @param settings what the library is given, each as {@code KEY=VALUE}
 * @param onFailure what happens where a delegate cannot be used
 */
record DelegateOptions(
        Optional<DelegateChain> chain,
        Optional<Path> library,
        List<String> settings,
        Optional<String> onFailure) {

    /** Nothing is asked for. */
    static final DelegateOptions NONE =
            new DelegateOptions(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    private static final List<String> FAILURES = List.of("error", "cpu");

    /**
     * What the options say; each is null, or empty, where it was not given.
     *
     * @throws UsageException if that makes no sense
     */
    static DelegateOptions of(String delegates, List<String> settings, String onFailure)
            throws UsageException {
        if (onFailure != null && !FAILURES.contains(onFailure)) {
            throw new UsageException(
                    "--on-delegate-failure is error or cpu, not '%s'%s"
                            .formatted(onFailure, Suggestion.hint(onFailure, FAILURES)));
        }
        for (String setting : settings) {
            if (setting.indexOf('=') < 1) {
                throw new UsageException(
                        "--delegate-option is KEY=VALUE, not '%s'".formatted(setting));
            }
        }
        Optional<Path> library = Optional.empty();
        Optional<DelegateChain> chain = Optional.empty();
        if (SegmentOptions.filled("--delegate", delegates).isPresent()) {
            List<String> names = new ArrayList<>();
            for (String name : delegates.split(",", -1)) {
                if (!isFile(name)) {
                    names.add(name.strip());
                    continue;
                }
                Path file = path(name.strip());
                if (library.isPresent()) {
                    throw new UsageException(
                            "--delegate names one library at most, not %s and %s"
                                    .formatted(library.get().getFileName(), file.getFileName()));
                }
                library = Optional.of(file);
                names.add(file.getFileName().toString());
            }
            try {
                chain = Optional.of(new DelegateChain(names));
            } catch (IllegalArgumentException e) {
                throw new UsageException("--delegate: " + e.getMessage());
            }
        }
        if (!settings.isEmpty() && library.isEmpty()) {
            throw new UsageException(
                    "--delegate-option is for a delegate library, and --delegate names none, such as"
                            + " libmy_delegate.so");
        }
        return new DelegateOptions(chain, library, settings, Optional.ofNullable(onFailure));
    }

    /** Whether this means a library; else it is the name of a delegate. */
    private static boolean isFile(String asked) {
        String lower = asked.strip().toLowerCase(Locale.ROOT);
        return lower.contains("/")
                || lower.contains(File.separator)
                || lower.endsWith(".so")
                || lower.endsWith(".dylib")
                || lower.endsWith(".dll");
    }

    private static Path path(String asked) throws UsageException {
        try {
            Path file = Path.of(asked).toAbsolutePath().normalize();
            if (file.getFileName() == null) {
                throw new UsageException("--delegate: %s is no library".formatted(asked));
            }
            return file;
        } catch (InvalidPathException e) {
            throw new UsageException("--delegate: %s: %s".formatted(asked, Reason.of(e)));
        }
    }

    /**
     * The library, if there is one.
     *
     * @throws FailureException if it is not there, or cannot be read
     */
    Optional<Path> readableLibrary() throws FailureException {
        if (library.isPresent()) {
            Path file = library.get();
            if (!Files.exists(file)) {
                throw new FailureException(
                        "--delegate " + file, "There is no such delegate library", null);
            }
            if (Files.isDirectory(file)) {
                throw new FailureException(
                        "--delegate " + file, "This is a folder and not a delegate library", null);
            }
            if (!Files.isReadable(file)) {
                throw new FailureException(
                        "--delegate " + file, "The delegate library cannot be read", null);
            }
        }
        return library;
    }

    /** Whether the run goes on without a delegate that cannot be used. */
    boolean fallsBack() {
        return onFailure.equals(Optional.of("cpu"));
    }
}
