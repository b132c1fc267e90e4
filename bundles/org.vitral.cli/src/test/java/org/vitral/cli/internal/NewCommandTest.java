// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParseResult;

class NewCommandTest {

    private static final Path RESOURCES = Path.of("src/main/resources/org/vitral/cli/internal/new");

    @TempDir private Path temp;
    private Path home;

    @BeforeEach
    void aDistribution() throws IOException {
        home = temp.resolve("home");
        Files.createDirectories(home.resolve("repository/org/vitral/org.vitral.contract/1.2.3"));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("bin/find-jdk"), "# finds\n");
    }

    @ParameterizedTest
    @EnumSource
    void aProjectHasAClassItsTestAPomAReadmeAndNothingUnfilled(ExtensionKind kind)
            throws Exception {
        Path project = temp.resolve("work/mine");
        assertEquals(ExitCode.DONE, run(List.of(), kind.word(), "big-red", project));
        String name = "BigRed" + kind.suffix();
        assertEquals(
                new TreeSet<>(
                        List.of(
                                ".gitignore",
                                ".mvn/find-jdk",
                                "README.md",
                                "mvnw",
                                "pom.xml",
                                "src/main/java/com/example/bigred/%s.java".formatted(name),
                                "src/test/java/com/example/bigred/%sTest.java".formatted(name))),
                files(project));
        assertTrue(Files.isExecutable(project.resolve("mvnw")));
        for (String file : files(project)) {
            String text = Files.readString(project.resolve(file));
            assertTrue(
                    Pattern.compile("@[a-z]+@").matcher(text).results().findAny().isEmpty(),
                    () -> file + " has a place that was not filled");
        }
        String pom = Files.readString(project.resolve("pom.xml"));
        assertTrue(pom.contains("<vitral.version>1.2.3</vitral.version>"), pom);
        assertTrue(
                pom.contains(home.resolve("repository").toUri().toString().replaceFirst("/$", "")));
    }

    @Test
    void anEmptyFolderWillDoAndOneWithSomethingInItIsLeftAsItIs() throws Exception {
        Path empty = Files.createDirectory(temp.resolve("empty"));
        assertEquals(ExitCode.DONE, run(List.of(), "exporter", "one", empty));
        TreeSet<String> before = files(empty);
        FailureException refusal =
                assertThrows(
                        FailureException.class, () -> run(List.of(), "exporter", "two", empty));
        assertEquals(
                "The folder is not empty; a new project needs one of its own",
                refusal.getMessage());
        assertEquals(before, files(empty));
        assertNothingHalfWritten();
    }

    @Test
    void withoutADistributionNothingIsWritten() throws Exception {
        Files.delete(home.resolve("bin/find-jdk"));
        Path project = temp.resolve("work");
        assertThrows(FailureException.class, () -> run(List.of(), "exporter", "one", project));
        assertTrue(Files.notExists(project));
        assertNothingHalfWritten();
    }

    @Test
    void aNameThatAFormatHasAlreadyIsRefused() {
        UsageException refusal =
                assertThrows(
                        UsageException.class,
                        () -> run(List.of("mask"), "exporter", "mask", temp.resolve("mask")));
        assertEquals(
                "There is a format named mask already; choose another name", refusal.getMessage());
        assertTrue(Files.notExists(temp.resolve("mask")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Area", "1st", "a_b", "a b", "-a", "a-", "a--b", "../a", "\u00e4"})
    void aNameThatIsNoneIsRefused(String name) {
        UsageException refusal =
                assertThrows(
                        UsageException.class,
                        () -> run(List.of(), "exporter", name, temp.resolve("x")));
        assertTrue(refusal.getMessage().contains("'" + name + "'"), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"class,com.example.class_", "big-red,com.example.bigred", "new,com.example.new_"})
    void aPackageThatWouldBeAWordOfJavaEndsInAnUnderscore(String name, String expected)
            throws Exception {
        ParseResult parsed = CommandLines.create().parseArgs("new", "exporter", name).subcommand();
        assertEquals(expected, NewOptions.of(parsed).packageName());
    }

    @Test
    void theVersionsInAProjectAreThoseOfThisBuild() throws Exception {
        String ours = Files.readString(Path.of("../../pom.xml"));
        List<String> versions =
                Pattern.compile("<version>([0-9][^<]*)</version>")
                        .matcher(Files.readString(RESOURCES.resolve("pom.xml")))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .filter(version -> !version.equals("1.0.0"))
                        .toList();
        assertEquals(6, versions.size());
        for (String version : versions) {
            assertTrue(
                    ours.contains(">" + version + "<"),
                    () -> "A project uses " + version + ", which this build does not");
        }
    }

    private int run(List<String> taken, String kind, String name, Path project) throws Exception {
        ParseResult parsed =
                CommandLines.create()
                        .parseArgs("new", "--output", project.toString(), "--", kind, name)
                        .subcommand();
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
        try (Console console = new Console(nowhere, nowhere, Terminal.NONE)) {
            return new NewCommand(NewOptions.of(parsed), taken, home, console).run();
        }
    }

    private static TreeSet<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new TreeSet<>(
                    files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString())
                            .toList());
        }
    }

    private void assertNothingHalfWritten() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            assertTrue(
                    files.noneMatch(file -> file.getFileName().toString().startsWith(".vitral")));
        }
    }
}
