// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of the command of the distribution that this build has assembled.
 *
 * @param exit the exit code
 * @param out the lines on stdout
 * @param err the lines on stderr
 */
record VitralProcess(int exit, List<String> out, List<String> err) {

    private static final long PATIENCE_SECONDS = 120;

    static VitralProcess run(Path folder, Object... arguments)
            throws IOException, InterruptedException {
        return run(folder, Map.of(), arguments);
    }

    static VitralProcess run(Path folder, Map<String, String> environment, Object... arguments)
            throws IOException, InterruptedException {
        return runWithInput(folder, PATIENCE_SECONDS, environment, "", arguments);
    }

    static VitralProcess run(
            Path folder, long seconds, Map<String, String> environment, Object... arguments)
            throws IOException, InterruptedException {
        return runWithInput(folder, seconds, environment, "", arguments);
    }

    /** A run that is given something to read on stdin. */
    static VitralProcess runWithInput(
            Path folder,
            long seconds,
            Map<String, String> environment,
            String in,
            Object... arguments)
            throws IOException, InterruptedException {
        return runOf(BuiltDistribution.HOME, folder, seconds, environment, in, arguments);
    }

    /** A run of another distribution. */
    static VitralProcess runOf(
            Path home,
            Path folder,
            long seconds,
            Map<String, String> environment,
            String in,
            Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/vitral").toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path out = Files.createTempFile("vitral-out", ".txt");
        Path err = Files.createTempFile("vitral-err", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            // The script shall find its Java by itself, whatever this build was started with.
            builder.environment().remove("JAVA_HOME");
            builder.environment().remove("VITRAL_MODELS");
            // No process shall go on after the test.
            builder.environment().put("VITRAL_START", "frozen");
            builder.environment().putAll(environment);
            Process process = builder.start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(in.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("vitral does not end: " + command);
            }
            return new VitralProcess(
                    process.exitValue(),
                    Files.readAllLines(out, StandardCharsets.UTF_8),
                    Files.readAllLines(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    String text() {
        return String.join("\n", out);
    }
}
