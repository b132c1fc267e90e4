// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.models;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.vitral.model.repository.internal.NpmSource;

/**
 * Files out of npm packages. The npm client packs the one package that is named, without those that
 * it depends on and without running any of its scripts.
 */
final class NpmPackages implements AutoCloseable {
    private static final long MINUTES = 5;

    /** In an npm package everything lies under this folder. */
    private static final String ROOT = "package/";

    /** The package or its file cannot be had; the message says why. */
    static final class NotObtained extends Exception {
        private static final long serialVersionUID = 1L;

        NotObtained(String message) {
            super(message);
        }
    }

    private final Path folder;
    private final boolean offline;
    private final String client;
    private final Map<String, Path> packed = new HashMap<>();
    private final Map<String, String> failed = new HashMap<>();

    NpmPackages(Path folder, boolean offline) {
        this(folder, offline, windows() ? "npm.cmd" : "npm");
    }

    NpmPackages(Path folder, boolean offline, String client) {
        this.folder = folder;
        this.offline = offline;
        this.client = client;
    }

    /** Extracts one file of a package, in place of what is at the target. */
    void extract(NpmSource source, Path target) throws NotObtained, IOException {
        Path archive = archive(source.packageName() + "@" + source.version());
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new GZIPInputStream(
                                new BufferedInputStream(Files.newInputStream(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                if (entry.isFile() && entry.getName().equals(ROOT + source.path())) {
                    Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
                    return;
                }
            }
        }
        throw new NotObtained("it has no file " + source.path());
    }

    /** Packs a package at the first question for one of its files. */
    private Path archive(String packageAndVersion) throws NotObtained, IOException {
        if (failed.containsKey(packageAndVersion)) {
            throw new NotObtained(failed.get(packageAndVersion));
        }
        Path known = packed.get(packageAndVersion);
        if (known != null) {
            return known;
        }
        try {
            Path archive = pack(packageAndVersion);
            packed.put(packageAndVersion, archive);
            return archive;
        } catch (NotObtained e) {
            failed.put(packageAndVersion, e.getMessage());
            throw e;
        }
    }

    private Path pack(String packageAndVersion) throws NotObtained, IOException {
        Files.createDirectories(folder);
        Path into = Files.createTempDirectory(folder, "pack");
        Path log = into.resolve("npm.log");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                client,
                                "pack",
                                packageAndVersion,
                                "--pack-destination=" + into,
                                "--ignore-scripts",
                                "--loglevel=error",
                                "--fetch-retries=0",
                                "--fetch-timeout=20000",
                                offline ? "--offline" : "--prefer-offline"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(into.toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(log.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(nothing()));
        run(builder, log);
        try (Stream<Path> files = Files.list(into)) {
            return files.filter(file -> file.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow(() -> new NotObtained("npm wrote no package"));
        }
    }

    private static void run(ProcessBuilder builder, Path log) throws NotObtained, IOException {
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new NotObtained("there is no npm on the path");
        }
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new NotObtained("npm did not end within %d minutes".formatted(MINUTES));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new NotObtained("npm was interrupted");
        }
        if (process.exitValue() != 0) {
            throw new NotObtained(reason(process.exitValue(), log));
        }
    }

    /** The code that npm gives, such as ENOTFOUND; its other lines are for people who run npm. */
    private static String reason(int exitValue, Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.matches("npm (error|ERR!) code .*"))
                    .map(line -> "npm says " + line.replaceFirst(".* code ", ""))
                    .findFirst()
                    .orElse("npm ended with " + exitValue);
        }
    }

    private static File nothing() {
        return new File(windows() ? "NUL" : "/dev/null");
    }

    private static boolean windows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /** Deletes what was packed. */
    @Override
    public void close() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(
                            file -> {
                                try {
                                    Files.delete(file);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }
}
