// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a start needs to know, written down by an earlier one: which bundles there are, and which of
 * them are on the class path. It says of each file that it was made from how large and how old that
 * was, so that a start notices when it holds no more.
 *
 * @param bundles the bundles of the features that every command needs, in their order
 * @param connected those of them that are on the class path
 * @param made what the plan was made from
 */
record StartPlan(List<Path> bundles, Set<Path> connected, List<Made> made) {

    private static final String FORMAT = "vitral-start 1";
    private static final String BUNDLE = "bundle";
    private static final String CONNECTED = "connected";
    private static final String MADE = "made";

    /** A file as it was. */
    record Made(Path file, long size, long modified) {

        static Made of(Path file) throws IOException {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Made(file, now.size(), now.lastModifiedTime().toMillis());
        }

        boolean holds() {
            try {
                return equals(of(file));
            } catch (IOException gone) {
                return false;
            }
        }
    }

    /**
     * The plan for a distribution as it is now.
     *
     * @param java the folder of the Java that will use it
     */
    static StartPlan of(Distribution distribution, Path java) throws LaunchException, IOException {
        List<Path> bundles = distribution.featureBundlesFor("");
        Set<Path> connected = new HashSet<>();
        List<Made> made = new ArrayList<>();
        made.add(Made.of(java.resolve("lib/modules")));
        for (Path file : distribution.libraries()) {
            made.add(Made.of(file));
        }
        for (Path file : distribution.features()) {
            made.add(Made.of(file));
        }
        for (Path file : bundles) {
            made.add(Made.of(file));
            if (Distribution.holdsClasses(file)) {
                connected.add(file);
            }
        }
        return new StartPlan(bundles, connected, made);
    }

    /** Whether all is as it was when the plan was made. */
    boolean holds(Distribution distribution) throws LaunchException {
        Set<Path> known = new HashSet<>();
        for (Made file : made) {
            if (!file.holds()) {
                return false;
            }
            known.add(file.file());
        }
        return known.containsAll(distribution.features());
    }

    /** A plan that was written; none if it cannot be read or is of another format. */
    static Optional<StartPlan> read(Path file) {
        List<Path> bundles = new ArrayList<>();
        Set<Path> connected = new HashSet<>();
        List<Made> made = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(file);
            // The last line says that it is complete.
            if (lines.size() < 2
                    || !lines.getFirst().equals(FORMAT)
                    || !lines.getLast().equals(FORMAT)) {
                return Optional.empty();
            }
            for (String line : lines.subList(1, lines.size() - 1)) {
                String[] parts = line.split(" ", 4);
                switch (parts[0]) {
                    case BUNDLE -> bundles.add(Path.of(line.substring(BUNDLE.length() + 1)));
                    case CONNECTED -> {
                        Path jar = Path.of(line.substring(CONNECTED.length() + 1));
                        bundles.add(jar);
                        connected.add(jar);
                    }
                    case MADE ->
                            made.add(
                                    new Made(
                                            Path.of(parts[3]),
                                            Long.parseLong(parts[1]),
                                            Long.parseLong(parts[2])));
                    default -> {
                        return Optional.empty();
                    }
                }
            }
            return Optional.of(new StartPlan(bundles, connected, made));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(FORMAT);
        for (Path bundle : bundles) {
            lines.add((connected.contains(bundle) ? CONNECTED : BUNDLE) + " " + bundle);
        }
        for (Made one : made) {
            lines.add("%s %d %d %s".formatted(MADE, one.size(), one.modified(), one.file()));
        }
        lines.add(FORMAT);
        Files.write(file, lines);
    }
}
