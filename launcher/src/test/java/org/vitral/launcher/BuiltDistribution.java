// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The distribution that this build has assembled, and the test data. */
final class BuiltDistribution {

    static final Path HOME = Path.of(System.getProperty("vitral.built")).toAbsolutePath();

    private BuiltDistribution() {}

    static List<Path> bundles() throws LaunchException {
        return new Distribution(HOME).bundles();
    }

    /** A jar of the repository, by the name of its file. */
    static Path jar(String name) {
        try (Stream<Path> files = Files.walk(HOME.resolve("repository"))) {
            return files.filter(file -> file.endsWith(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no " + name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A photograph of the shared test data; the test is skipped where that is absent. */
    static Path photograph(String name) {
        Path file = Path.of(System.getProperty("vitral.shared"), "images", name).normalize();
        assumeTrue(
                Files.isRegularFile(file),
                "The photograph " + name + " is not in the folder that vitral.shared names");
        return file;
    }

    /** The photograph of the README: 451 x 300, a cat. */
    static Path cat() {
        return Path.of("../docs/images/chelsea.jpg").toAbsolutePath().normalize();
    }

    /** Skips the test where the build could not get a model. */
    static void assumeModel(String name) throws IOException {
        Path models = HOME.resolve("repository/org/vitral/models/" + name);
        assumeTrue(Files.isDirectory(models), "The build could not get the model " + name);
    }

    /** Skips the test where the build could not get any model. */
    static void assumeAnyModel() throws IOException {
        Path models = HOME.resolve("repository/org/vitral/models");
        assumeTrue(Files.isDirectory(models), "The build could not get any model");
        try (Stream<Path> found = Files.list(models)) {
            assumeTrue(found.findAny().isPresent(), "The build could not get any model");
        }
    }
}
