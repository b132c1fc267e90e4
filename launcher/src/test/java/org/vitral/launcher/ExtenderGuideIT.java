// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The extender's guide, word for word: from an empty folder to an exporter that is installed,
 * updated and removed in a shell that runs. Maven gets what it needs from the repository of this
 * build, and leaves what it gets in a folder of its own.
 */
class ExtenderGuideIT {

    @TempDir private Path folder;

    @BeforeEach
    void theModelOfTheGuideIsThere() throws IOException {
        BuiltDistribution.assumeModel("deeplabv3");
    }

    @Test
    void theExampleIsShort() throws Exception {
        long lines = new ExtenderGuide().exporter().lines().count();
        assertTrue(lines <= 60, "The example has %d lines".formatted(lines));
    }

    @Test
    void theGuideLeadsFromAnEmptyFolderToAnExporterThatComesAndGoes() throws Exception {
        ExtenderGuide guide = new ExtenderGuide();
        List<String> make = guide.command("vitral new");
        VitralProcess made = VitralProcess.run(folder, make.subList(1, make.size()).toArray());
        assertEquals(List.of(), made.err());
        assertEquals(
                List.of(
                        "area-log  the project of the exporter area-log; to build it:"
                                + " area-log/mvnw verify"),
                made.out());
        Path project = folder.resolve("area-log");
        build(project, guide.exporter(), guide);
        Files.copy(BuiltDistribution.cat(), project.resolve("chelsea.jpg"));
        Path written = project.resolve("chelsea.area.csv");

        Process shell = shell(project);
        try (BufferedReader err = shell.errorReader(StandardCharsets.UTF_8)) {
            int port =
                    Integer.parseInt(err.readLine().replaceAll(".*127\\.0\\.0\\.1:(\\d+).*", "$1"));
            answersAsTheGuideSays(guide, 0, port, project);
            answersAsTheGuideSays(guide, 1, port, project);
            assertEquals(guide.files().get(0), Files.readAllLines(written));

            build(project, guide.changedExporter(), guide);
            answersAsTheGuideSays(guide, 2, port, project);
            answersAsTheGuideSays(guide, 3, port, project);
            assertEquals(guide.files().get(1), Files.readAllLines(written));

            answersAsTheGuideSays(guide, 4, port, project);
            answersAsTheGuideSays(guide, 5, port, project);
        } finally {
            shell.destroy();
            shell.waitFor();
        }
    }

    private void build(Path project, String source, ExtenderGuide guide) throws Exception {
        Files.writeString(project.resolve(guide.path()), source);
        List<String> command = new ArrayList<>(guide.command("./mvnw"));
        command.add("-B");
        command.add("-s");
        command.add(settings().toString());
        command.add("-Dmaven.repo.local=" + folder.resolve("m2"));
        Path log = folder.resolve("build.log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(project.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().remove("MAVEN_OPTS");
        assertEquals(0, builder.start().waitFor(), () -> read(log));
    }

    /** All that the build of this project got from Maven Central is a copy of that for the test. */
    private Path settings() throws IOException {
        return Files.writeString(
                folder.resolve("settings.xml"),
                """
                <settings><mirrors><mirror>
                  <id>local</id><mirrorOf>central</mirrorOf><url>%s</url>
                </mirror></mirrors></settings>
                """
                        .formatted(Path.of(System.getProperty("vitral.maven.local")).toUri()));
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Process shell(Path project) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                BuiltDistribution.HOME.resolve("bin/vitral").toString(),
                                "shell",
                                "--listen",
                                "0")
                        .directory(project.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("JAVA_HOME");
        builder.environment().remove("VITRAL_MODELS");
        return builder.start();
    }

    private static void answersAsTheGuideSays(
            ExtenderGuide guide, int number, int port, Path project) throws IOException {
        ExtenderGuide.Exchange exchange = guide.exchange(number);
        assertEquals(
                exchange.answer().stream().map(ExtenderGuideIT::withoutNumbers).toList(),
                say(port, exchange.typed())
                        .lines()
                        .map(line -> line.replaceFirst("^(vitral> )+", ""))
                        .map(line -> line.replace(project.toString(), "..."))
                        .filter(line -> !line.isEmpty())
                        .map(ExtenderGuideIT::withoutNumbers)
                        .toList());
    }

    /** The number of a bundle depends on what the distribution has; so do the exporters. */
    private static String withoutNumbers(String line) {
        return line.replaceFirst("\\[\\d+]$", "[N]")
                .replaceFirst("\\(there are: .*", "")
                .replaceAll("\\d+\\.\\d ms", "N ms");
    }

    private static String say(int port, String line) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write((line + "\nexit\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
