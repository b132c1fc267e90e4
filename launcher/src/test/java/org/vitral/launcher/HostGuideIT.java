// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.launcher.HostProcess.Kind;

/**
 * The programs of the host developer's guide, word for word, each in a JVM of its own, with the
 * flags and with no other jars than the guide says.
 */
class HostGuideIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    /** The second one may come at the end, when the models stop before the segmenter does. */
    private static final String LOG_LINE =
            "INFO Generation 1: model deeplabv3 on xnnpack with .*"
                    + "|WARN No new engine: No model is installed.*";

    private static final String AFTER_THE_LABELS = "        } finally {";

    @TempDir private Path folder;

    @BeforeEach
    void theModelOfTheGuideIsThere() throws IOException {
        BuiltDistribution.assumeModel("deeplabv3");
    }

    @Test
    void theCommandForFelixPrintsTheLabelsOfThePhotograph() throws Exception {
        HostGuide guide = new HostGuide();
        Files.writeString(folder.resolve("FelixHost.java"), guide.program("FelixHost"));
        Path link = Files.createSymbolicLink(folder.resolve("vitral"), BuiltDistribution.HOME);
        Files.copy(BuiltDistribution.cat(), folder.resolve("chelsea.jpg"));
        String command = JAVA + guide.command("FelixHost").substring("java".length());
        HostProcess run = HostProcess.start(folder, PATIENCE, List.of("sh", "-c", command));
        Files.delete(link);
        assertEquals(List.of(), run.err());
        assertEquals(0, run.exit());
        assertEquals(guide.output("FelixHost"), run.out());
    }

    @Test
    void theProgramForEquinoxPrintsTheLabelsAndTheLog() throws Exception {
        HostGuide guide = new HostGuide();
        HostProcess run = run(Kind.EQUINOX, "EquinoxHost", guide.program("EquinoxHost"));
        assertTrue(run.err().stream().allMatch(line -> line.matches(LOG_LINE)), () -> "" + run);
        assertEquals(0, run.exit());
        assertEquals(guide.output("EquinoxHost"), run.out());
    }

    @Test
    void whatTheGuideSwapsIsSwapped() throws Exception {
        HostGuide guide = new HostGuide();
        HostProcess run =
                run(Kind.FELIX, "FelixHost", with(guide.swaps(), guide.program("FelixHost")));
        assertEquals(List.of(), run.err());
        assertEquals(0, run.exit());
        List<String> expected = new ArrayList<>(guide.output("FelixHost"));
        guide.outputOfSwaps().stream().map(HostGuideIT::withoutModels).forEach(expected::add);
        assertEquals(expected, run.out().stream().map(HostGuideIT::withoutModels).toList());
    }

    @Test
    void wrongUseIsAnsweredWithTheUsage() throws Exception {
        String program = new HostGuide().program("FelixHost");
        HostProcess run = run(Kind.FELIX, "FelixHost", program, "only-one-argument");
        assertEquals(2, run.exit());
        assertEquals(1, run.err().size(), () -> "" + run);
        assertTrue(run.err().getFirst().startsWith("usage: FelixHost VITRAL PHOTO"));
    }

    private HostProcess run(Kind kind, String name, String program)
            throws IOException, InterruptedException {
        return run(kind, name, program, BuiltDistribution.HOME, BuiltDistribution.cat());
    }

    private HostProcess run(Kind kind, String name, String program, Object... arguments)
            throws IOException, InterruptedException {
        HostGuide guide = new HostGuide();
        List<Object> command = new ArrayList<>();
        command.add(Files.writeString(folder.resolve(name + ".java"), program));
        command.addAll(Arrays.asList(arguments));
        return HostProcess.run(
                folder, guide.flags(name), classPath(kind, guide), PATIENCE, command.toArray());
    }

    /** What the guide names, and what Maven gets with it. */
    private static List<String> classPath(Kind kind, HostGuide guide) {
        List<String> jars = new ArrayList<>();
        for (String artifact : guide.artifacts()) {
            if (kind.admits(artifact)) {
                jars.add(jar(artifact));
            }
        }
        jars.add(jar("jakarta.json-api-"));
        return jars;
    }

    private static String jar(String name) {
        if (name.startsWith("org.vitral.")) {
            return BuiltDistribution.jar(name).toString();
        }
        return HostProcess.testClassPath(
                        file -> Path.of(file).getFileName().toString().startsWith(name))
                .stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("This build does not use " + name));
    }

    /** The program, with a fragment behind what it does. */
    private static String with(String fragment, String program) {
        String imports =
                fragment.lines()
                        .filter(line -> line.startsWith("import "))
                        .collect(Collectors.joining("\n", "", "\n"));
        String rest =
                fragment.lines()
                        .filter(line -> !line.startsWith("import "))
                        .collect(Collectors.joining("\n", "", "\n"));
        return imports + program.replace(AFTER_THE_LABELS, rest + AFTER_THE_LABELS);
    }

    /** Which models a build could get depends on where it is done. */
    private static String withoutModels(String line) {
        return line.replaceFirst("there are: .*", "there are: ...");
    }
}
