// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM beside that of the tests. */
record ChildJvm(Process process) {

    /** What one of them left behind. */
    record Result(int exitCode, String output) {
        String lastLine() {
            return output.strip().lines().reduce("", (first, second) -> second);
        }
    }

    /** Starts a program of the tests, with their class path. */
    static ChildJvm start(List<String> flags, Class<?> program, String... arguments)
            throws IOException {
        return start(flags, System.getProperty("java.class.path"), program.getName(), arguments);
    }

    /** Starts a class, or a file with its source, with a class path of its own. */
    static ChildJvm start(List<String> flags, String classPath, String program, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath));
        command.add(program);
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    Result await() throws IOException, InterruptedException {
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), text);
        }
    }
}
