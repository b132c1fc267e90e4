// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.vector.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a program that we did not write; where it is not installed tests are skipped. */
final class ForeignTool {

    private ForeignTool() {}

    static void assume(String program, String debianPackage) {
        boolean there;
        try {
            Process process =
                    new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            there = process.waitFor() >= 0;
        } catch (IOException e) {
            there = false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assumeTrue(there, "There is no " + program + " (Debian: " + debianPackage + ")");
    }

    /** What it prints; the test fails where it ends with an error. */
    static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertEquals(0, process.waitFor(), printed);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return printed;
    }
}
