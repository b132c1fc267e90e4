// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A folder in which model files may lie.
 *
 * @param path the folder
 * @param namedBy who names it: the configuration, the environment, or nobody (the local cache)
 */
public record ModelFolder(Path path, String namedBy) {
    /** The environment variable that names folders, separated as in a search path. */
    public static final String ENVIRONMENT = "VITRAL_MODELS";

    /** The folders that the environment names. */
    public static List<ModelFolder> named(String environment) {
        if (environment == null) {
            return List.of();
        }
        return Arrays.stream(environment.split(File.pathSeparator))
                .filter(path -> !path.isBlank())
                .map(path -> new ModelFolder(Path.of(path.strip()), ENVIRONMENT))
                .toList();
    }

    /** The {@code .tflite} files in the folder, by name; none where there is no such folder. */
    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        if (!Files.exists(path)) {
            return files;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, "*.tflite")) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry)) {
                    files.add(entry);
                }
            }
        } catch (NotDirectoryException e) {
            return files;
        }
        files.sort(null);
        return files;
    }

    /** The first file that is this one, by size and checksum. */
    public Optional<Path> find(ModelFile wanted, VerifiedChecksums verified) {
        try {
            for (Path file : files()) {
                if (Files.size(file) == wanted.size() && matches(file, wanted, verified)) {
                    return Optional.of(file);
                }
            }
        } catch (IOException e) {
            // A folder that cannot be read has no file for us; outcome() is said of it.
        }
        return Optional.empty();
    }

    private static boolean matches(Path file, ModelFile wanted, VerifiedChecksums verified)
            throws IOException {
        try (ChecksummedBytes bytes =
                ChecksummedBytes.read(file.toString(), ByteSource.of(file), verified)) {
            return bytes.matches(wanted.sha256());
        }
    }

    /** What a person is told where nothing was found in it. */
    public String outcome() {
        String what = "%s (%s)".formatted(path, namedBy);
        if (!Files.exists(path)) {
            return what + ": there is no such folder";
        }
        return Files.isDirectory(path)
                ? what + ": no file in it has its checksum"
                : what + ": not a folder";
    }
}
