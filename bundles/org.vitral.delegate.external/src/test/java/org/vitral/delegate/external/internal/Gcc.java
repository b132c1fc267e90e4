// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.external.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds C libraries. Tests that need one are skipped where there is no gcc. */
final class Gcc {

    private Gcc() {}

    /** The delegate of adding_delegate.c, built against the official headers. */
    static Path addingDelegate(Path folder) throws IOException, InterruptedException {
        return library(
                folder.resolve("libadding_delegate.so"),
                Path.of("src", "test", "c", "adding_delegate.c"),
                "-I" + System.getProperty("vitral.tflite.headers"));
    }

    /** A library of a few lines. */
    static Path library(Path file, String source) throws IOException, InterruptedException {
        Path written = file.resolveSibling(file.getFileName() + ".c");
        Files.writeString(written, source);
        return library(file, written);
    }

    private static Path library(Path file, Path source, String... flags)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("gcc", "-shared", "-fPIC", "-O2", "-Wall", "-Wextra"));
        // The sum of two numbers is the same everywhere; a fused operation would not be.
        command.add("-ffp-contract=off");
        command.addAll(List.of(flags));
        command.addAll(List.of("-o", file.toString(), source.toString()));
        Process gcc;
        try {
            gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException absent) {
            return abort("there is no gcc here to build an external delegate with");
        }
        String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, gcc.waitFor(), said);
        return file;
    }
}
