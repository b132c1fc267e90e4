// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tools of others that read what Vitral writes. {@code .ci/run} installs Debian's packages of them;
 * a test is skipped where they are absent.
 */
final class ForeignTools {

    /**
     * Debian's own, which sees Debian's packages; another python3 may come before it on the path.
     */
    private static final Path DEBIAN_PYTHON = Path.of("/usr/bin/python3");

    private static final Path SCRIPTS = Path.of("src/test/python").toAbsolutePath();

    private ForeignTools() {}

    /** Skips the test where Python lacks one of these modules. */
    static void assumePython(String... modules) throws IOException, InterruptedException {
        String imports = "import " + String.join(", ", modules);
        Result result;
        try {
            result = result(python(), "-c", imports);
        } catch (IOException absent) {
            result = new Result(1, List.of(absent.getMessage()));
        }
        assumeTrue(
                result.exit == 0,
                "Python cannot %s: %s".formatted(imports, String.join(" ", result.lines)));
    }

    /** Skips the test where there is no such command. */
    static void assumeCommand(String name) {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name))),
                "There is no command " + name);
    }

    /** Runs a script of the folder src/test/python, which must succeed; gives what it printed. */
    static List<String> python(String script, Object... arguments)
            throws IOException, InterruptedException {
        List<Object> command = new ArrayList<>(List.of(python(), SCRIPTS.resolve(script)));
        command.addAll(Arrays.asList(arguments));
        return run(command.toArray());
    }

    /** Runs a command, which must succeed; gives what it printed. */
    static List<String> run(Object... command) throws IOException, InterruptedException {
        Result result = result(command);
        assertEquals(0, result.exit, () -> String.join("\n", result.lines));
        return result.lines;
    }

    private static String python() {
        return Files.isExecutable(DEBIAN_PYTHON) ? DEBIAN_PYTHON.toString() : "python3";
    }

    private record Result(int exit, List<String> lines) {}

    private static Result result(Object... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(Arrays.stream(command).map(Object::toString).toList())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), text.lines().toList());
    }
}
