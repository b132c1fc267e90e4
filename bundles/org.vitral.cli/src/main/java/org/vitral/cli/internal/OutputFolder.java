// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The folder that results go to, and which file is for which result. */
final class OutputFolder {

    private final Path shown;
    private final Path root;
    private final Set<Path> inputs;

    private OutputFolder(Path shown, Set<Path> inputs) {
        this.shown = shown;
        this.root = shown.toAbsolutePath().normalize();
        this.inputs = Set.copyOf(inputs);
    }

    /**
     * The folder that the user names, or the current one.
     *
     * @param inputs the photographs that the user names, absolute: nothing is written over them
     * @throws FailureException if nothing can be written there
     */
    static OutputFolder of(Optional<String> name, Set<Path> inputs) throws FailureException {
        String asked = name.orElse("");
        String subject = asked.isEmpty() ? "the current folder" : asked;
        try {
            OutputFolder folder = new OutputFolder(Path.of(asked), inputs);
            folder.check();
            return folder;
        } catch (InvalidPathException | IOException e) {
            throw new FailureException(subject, e);
        }
    }

    /** Looks whether the folder, or what is there of the way to it, can be written to. */
    private void check() throws IOException {
        Path there = root;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null) {
            throw new FileSystemException(root.toString(), null, "There is no such drive");
        }
        if (!Files.isDirectory(there)) {
            throw new FileSystemException(
                    there.toString(),
                    null,
                    there.equals(root)
                            ? "The output folder is a file"
                            : "The output folder cannot be made, because %s is a file"
                                    .formatted(there));
        }
        // Permissions do not tell all: a file system may be read-only or none that holds files.
        try {
            Files.delete(Files.createTempFile(there, ".vitral-", ".tmp"));
        } catch (IOException e) {
            throw new FileSystemException(
                    there.toString(),
                    null,
                    "The output folder cannot be written to (%s)".formatted(Reason.of(e)));
        }
    }

    /** How messages call the file of a result. */
    Path shown(String path) {
        return shown.resolve(path);
    }

    /**
     * The file for a result. Its folder may not be there yet.
     *
     * @param path the path below this folder, with {@code /} between folders
     * @throws IOException if it would lie elsewhere, or is one of the photographs
     */
    Path file(String path) throws IOException {
        Path file;
        try {
            file = root.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw new FileSystemException(path, null, Reason.of(e));
        }
        if (!file.startsWith(root)) {
            throw new FileSystemException(path, null, "This is outside of the output folder");
        }
        if (inputs.contains(file)) {
            throw new FileSystemException(
                    path, null, "One of the photographs has this name; choose another --output");
        }
        return file;
    }

    /**
     * Whether a file lies here and is called like a result: then an earlier run wrote it.
     *
     * @param suffixes the suffixes of results, such as {@code .mask.png}
     */
    boolean holdsResult(Path file, Iterable<String> suffixes) {
        if (file.startsWith(root)) {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            for (String suffix : suffixes) {
                if (name.endsWith(suffix.toLowerCase(Locale.ROOT))) {
                    return true;
                }
            }
        }
        return false;
    }
}
