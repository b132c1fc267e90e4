// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Runs the tests of the shell scripts, {@code src/test/sh}, in each shell that this machine has.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the scripts are for POSIX shells")
final class ScriptsTest {

    private static final Path TESTS = Path.of("src/test/sh").toAbsolutePath();
    private static final Pattern TEST =
            Pattern.compile("^(its?_[a-z0-9_]+)\\(\\) \\{$", Pattern.MULTILINE);
    private static final List<String> SHELLS = List.of("sh", "bash", "dash", "busybox", "zsh");
    private static final long LIMIT_SECONDS = 120;

    @TestFactory
    Stream<DynamicContainer> theFinderOfJdks() {
        return inEachShell("find-jdk.sh");
    }

    @TestFactory
    Stream<DynamicContainer> theMavenWrapper() {
        return inEachShell("mvnw.sh");
    }

    @TestFactory
    Stream<DynamicContainer> theCommandVitral() {
        return inEachShell("vitral.sh");
    }

    @TestFactory
    Stream<DynamicTest> theContinuousIntegration() {
        return tests("ci-run.sh", "bash");
    }

    private static Stream<DynamicContainer> inEachShell(String file) {
        return shells().stream()
                .map(shell -> DynamicContainer.dynamicContainer(shell, tests(file, shell)));
    }

    /** The shells that this machine has, each once: {@code sh} may be one of the others. */
    private static List<String> shells() {
        Map<Path, String> names = new LinkedHashMap<>();
        for (String shell : SHELLS) {
            Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, shell))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .ifPresent(path -> names.putIfAbsent(real(path), shell));
        }
        return List.copyOf(names.values());
    }

    private static Stream<DynamicTest> tests(String file, String shell) {
        List<String> names =
                TEST.matcher(read(TESTS.resolve(file))).results().map(ScriptsTest::name).toList();
        assertTrue(!names.isEmpty(), () -> file + " holds no test");
        return names.stream()
                .map(
                        name ->
                                DynamicTest.dynamicTest(
                                        name.replace('_', ' '), () -> run(file, name, shell)));
    }

    private static String name(MatchResult match) {
        return match.group(1);
    }

    private static void run(String file, String name, String shell)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("vitral-script", ".log");
        try {
            List<String> command = new ArrayList<>(List.of("sh", TESTS.resolve("run").toString()));
            command.addAll(List.of(file, name, shell));
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(new File("/dev/null"))
                            .redirectOutput(log.toFile())
                            .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                fail(name + " in " + shell + " hangs:\n" + read(log));
            }
            assertEquals(0, process.exitValue(), () -> name + " in " + shell + ":\n" + read(log));
        } finally {
            Files.delete(log);
        }
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
