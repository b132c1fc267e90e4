// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs our reading scripts in a Python that has NumPy and Pillow; without one tests are skipped.
 */
final class Python {

    private static final List<String> CANDIDATES = List.of("/usr/bin/python3", "python3");
    private static final Optional<String> FOUND =
            CANDIDATES.stream().filter(Python::hasLibraries).findFirst();

    private Python() {}

    static void assume() {
        assumeTrue(
                FOUND.isPresent(),
                "There is no python3 with NumPy, Pillow and PyYAML"
                        + " (Debian: python3-numpy python3-pil python3-yaml)");
    }

    /** What a script of the test resources prints; the test fails where it ends with an error. */
    static String run(String script, Path folder, Object... arguments) throws IOException {
        Path file = folder.resolve(script);
        try (InputStream text = Python.class.getResourceAsStream(script)) {
            Files.write(file, text.readAllBytes());
        }
        List<String> command = new ArrayList<>(List.of(FOUND.orElseThrow(), file.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertEquals(0, process.waitFor(), printed);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return printed.strip();
    }

    private static boolean hasLibraries(String python) {
        try {
            Process process =
                    new ProcessBuilder(python, "-c", "import numpy, PIL.Image, yaml")
                            .redirectErrorStream(true)
                            .start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
