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

    /** What a person is told where nothing was found in it. */
    String outcome() {
        String what = "%s (%s)".formatted(path, namedBy);
        if (!Files.exists(path)) {
            return what + ": there is no such folder";
        }
        return Files.isDirectory(path)
                ? what + ": no file in it has its checksum"
                : what + ": not a folder";
    }
}
