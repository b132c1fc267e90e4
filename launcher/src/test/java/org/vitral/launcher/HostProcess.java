// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One run of a host: a JVM of its own with one framework on its class path.
 *
 * @param exit the exit code
 * @param out the lines on stdout
 * @param err the lines on stderr
 */
record HostProcess(int exit, List<String> out, List<String> err) {

    /** The frameworks that hosts are run in. */
    enum Kind {
        FELIX("org.apache.felix.framework-"),
        EQUINOX("org.eclipse.osgi-");

        private final String jar;

        Kind(String jar) {
            this.jar = jar;
        }

        /**
         * Whether a jar is not another framework. Both have classes of the same names, and one is
         * signed: only one can be there.
         */
        boolean admits(String file) {
            String name = new File(file).getName();
            return Arrays.stream(values())
                    .noneMatch(kind -> kind != this && name.startsWith(kind.jar));
        }

        /** What the tests have on their class path, with this framework alone. */
        List<String> classPath() {
            return testClassPath(this::admits);
        }
    }

    /**
     * The flags for a host whose class loaders are watched: what is held softly goes at once; and
     * there is no optimized code, which on the stack of a waiting thread keeps the classes that it
     * has inlined, though no object leads to them.
     */
    static final List<String> WATCHED =
            List.of(
                    "-Xmx512m",
                    "-XX:SoftRefLRUPolicyMSPerMB=0",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    /** Runs a program, and has it killed where it does not end in that time. */
    static HostProcess run(
            Path folder,
            List<String> flags,
            List<String> classPath,
            Duration patience,
            Object... programAndArguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-Djava.awt.headless=true");
        command.add("-cp");
        command.add(String.join(File.pathSeparator, classPath));
        for (Object argument : programAndArguments) {
            command.add(argument.toString());
        }
        return start(folder, patience, command);
    }

    /** Runs a command, and has it killed where it does not end in that time. */
    static HostProcess start(Path folder, Duration patience, List<String> command)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        builder.environment().remove("VITRAL_MODELS");
        Process process = builder.start();
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(
                    "The host does not end: %s%nstdout: %s%nstderr: %s"
                            .formatted(command, Files.readString(out), Files.readString(err)));
        }
        return new HostProcess(process.exitValue(), lines(out), lines(err));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.UTF_8);
    }

    /** The parts of the class path of the tests that satisfy a condition. */
    static List<String> testClassPath(Predicate<String> condition) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(condition)
                .toList();
    }
}
