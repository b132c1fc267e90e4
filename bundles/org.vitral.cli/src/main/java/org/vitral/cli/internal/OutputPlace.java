// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitral.export.ExportTarget;
import org.vitral.export.ExportTargetProvider;
import org.vitral.option.Options;

/**
 * Where results go.
 *
 * @param kind the kind of target, such as {@code folder}
 * @param place which one of that kind, such as the path of the folder
 * @param shown how messages call it
 */
record OutputPlace(String kind, String place, String shown) {

    private static final String FOLDER = "folder";
    private static final String ZIP = "zip";
    private static final String STANDARD_OUTPUT = "stdout";

    /** A kind has two letters at least, so that a drive of Windows is none. */
    private static final Pattern KIND_AND_PLACE = Pattern.compile("([a-z][a-z0-9-]+):(.*)");

    /** A folder that the user names, or the current one. */
    static OutputPlace folder(Optional<String> name) {
        return new OutputPlace(FOLDER, name.orElse(""), name.orElse("the current folder"));
    }

    /**
     * The place that {@code --output} gives: a folder, a {@code .zip}, {@code KIND:PLACE}, or
     * {@code -} for the standard output.
     *
     * @param kinds the kinds of targets that are installed
     */
    static OutputPlace of(Optional<String> given, Collection<String> kinds) throws UsageException {
        if (given.isEmpty()) {
            return folder(given);
        }
        String text = given.get();
        if (text.equals("-")) {
            return new OutputPlace(STANDARD_OUTPUT, "", "the standard output");
        }
        Matcher named = KIND_AND_PLACE.matcher(text);
        if (named.matches()) {
            if (!kinds.contains(named.group(1))) {
                throw new UsageException(
                        "--output %s: there is no target '%s'%s (known: %s; a folder of that name is ./%s)"
                                .formatted(
                                        text,
                                        named.group(1),
                                        Suggestion.hint(named.group(1), kinds),
                                        String.join(", ", kinds),
                                        text));
            }
            boolean onDisk = named.group(1).equals(FOLDER) || named.group(1).equals(ZIP);
            if (onDisk && named.group(2).isBlank()) {
                throw new UsageException("--output %s names no place".formatted(text));
            }
            return new OutputPlace(named.group(1), named.group(2), text);
        }
        boolean archive = text.toLowerCase(Locale.ROOT).endsWith(".zip") && !isFolder(text);
        return archive ? new OutputPlace(ZIP, text, text) : folder(given);
    }

    private static boolean isFolder(String text) {
        try {
            return Files.isDirectory(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Whether the standard output is taken by results, and nothing else is printed there. */
    boolean takesStandardOutput() {
        return kind.equals(STANDARD_OUTPUT) || kind.equals(ZIP) && place.equals("-");
    }

    /** Whether it takes one file only. */
    boolean takesOneFile() {
        return kind.equals(STANDARD_OUTPUT);
    }

    /** The folder, absolute, if it is one. */
    Optional<Path> folder() {
        try {
            return kind.equals(FOLDER)
                    ? Optional.of(Path.of(place).toAbsolutePath().normalize())
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * Opens it.
     *
     * @throws FailureException if nothing can be written there
     */
    ExportTarget open(Platform platform, Options options) throws FailureException {
        ExportTargetProvider provider =
                platform.target(kind)
                        .orElseThrow(
                                () ->
                                        new FailureException(
                                                shown,
                                                new FileSystemException(
                                                        shown,
                                                        null,
                                                        "There is no target '%s': is the bundle org.vitral.export.target active?"
                                                                .formatted(kind))));
        try {
            return provider.open(place, options);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new FailureException(shown, e);
        }
    }
}
