// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code vitral new}: the project of an extension. It is there as a whole, or not at all. */
final class NewCommand {

    private static final String SCRIPT = "mvnw";

    private final NewOptions options;
    private final List<String> taken;
    private final Path home;
    private final Console console;

    /**
     * The command.
     *
     * @param taken the names that formats have already
     * @param home the folder of the distribution, whose repository the project is built against
     */
    NewCommand(NewOptions options, List<String> taken, Path home, Console console) {
        this.options = options;
        this.taken = taken;
        this.home = home;
        this.console = console;
    }

    int run() throws UsageException, FailureException {
        if (taken.contains(options.name())) {
            throw new UsageException(
                    "There is a format named %s already; choose another name"
                            .formatted(options.name()));
        }
        Path folder = options.folder().toAbsolutePath().normalize();
        try {
            requireRoom(folder);
            Map<String, String> values = values();
            Path written = Files.createTempDirectory(parent(folder), ".vitral-new-");
            try {
                write(written, values);
                Files.deleteIfExists(folder);
                Files.move(written, folder);
            } finally {
                remove(written);
            }
        } catch (IOException e) {
            throw new FailureException(options.folder().toString(), e);
        }
        console.result(
                List.of(
                        Text.oneLine(
                                "%s  the project of the %s %s; to build it: %s"
                                        .formatted(
                                                options.folder(),
                                                options.kind().word(),
                                                options.name(),
                                                options.folder().resolve(SCRIPT) + " verify"))));
        return ExitCode.DONE;
    }

    private static void requireRoom(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new FileAlreadyExistsException(folder.toString(), null, "It is a file");
        }
        try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
            if (content.iterator().hasNext()) {
                throw new IOException(
                        "The folder is not empty; a new project needs one of its own");
            }
        }
    }

    private static Path parent(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent == null) {
            throw new IOException("There is no folder around it");
        }
        return Files.createDirectories(parent);
    }

    private void write(Path folder, Map<String, String> values) throws IOException {
        String kind = options.kind().word();
        Path java = Path.of("java", options.packageName().split("\\."));
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(Path.of("pom.xml"), "pom.xml");
        files.put(Path.of("README.md"), "README.md");
        files.put(Path.of(".gitignore"), "gitignore");
        files.put(Path.of(SCRIPT), SCRIPT);
        files.put(
                Path.of("src/main").resolve(java).resolve(options.className() + ".java"),
                kind + ".java");
        files.put(
                Path.of("src/test").resolve(java).resolve(options.className() + "Test.java"),
                kind + "-test.java");
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, filled(template(file.getValue()), values));
        }
        folder.resolve(SCRIPT).toFile().setExecutable(true);
        Files.createDirectory(folder.resolve(".mvn"));
        Files.copy(home.resolve("bin/find-jdk"), folder.resolve(".mvn/find-jdk"));
        // What createTempDirectory makes is for its owner only.
        folder.toFile().setReadable(true, false);
        folder.toFile().setExecutable(true, false);
    }

    private Map<String, String> values() throws IOException {
        Path repository = home.resolve("repository");
        Map<String, String> values = new LinkedHashMap<>();
        values.put("description", options.kind().description());
        values.put(
                "dependencies",
                options.kind().dependencies().isEmpty()
                        ? ""
                        : template(options.kind().dependencies()));
        values.put("name", options.name());
        values.put("kind", options.kind().word());
        values.put("class", options.className());
        values.put("package", options.packageName());
        values.put("artifact", options.artifact());
        values.put("version", version(repository));
        values.put("repository", repository.toUri().toString().replaceFirst("/$", ""));
        return values;
    }

    /** The version of the API in the distribution. */
    private static String version(Path repository) throws IOException {
        Path versions = repository.resolve("org/vitral/org.vitral.contract");
        List<String> found = new ArrayList<>();
        if (Files.isDirectory(versions)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(versions)) {
                folders.forEach(one -> found.add(one.getFileName().toString()));
            }
        }
        if (found.size() != 1) {
            throw new IOException(
                    "A project is built against the repository of a distribution, but %s has %s"
                            .formatted(versions, found.isEmpty() ? "no version" : found));
        }
        return found.getFirst();
    }

    private static String filled(String template, Map<String, String> values) {
        String text = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        return text;
    }

    private static String template(String name) throws IOException {
        try (InputStream in = NewCommand.class.getResourceAsStream("new/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
