// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.vitral.model.ModelException;
import org.vitral.model.RejectedModel;

/**
 * The models in a folder into which somebody copies files. A file is read only when nobody seems to
 * write to it any more:
 *
 * <ul>
 *   <li>at once, where it was last written to longer ago than the settle time;
 *   <li>at once, where it was in this folder under another name when it was last looked at, and has
 *       not been written to since: a program that writes a file and then renames it;
 *   <li>else when its size and time have stayed the same for the settle time.
 * </ul>
 *
 * Then its structure is verified, and it becomes a model, or is rejected with the reason until it
 * changes. Until a file that was replaced has settled, the model that it was before is still
 * offered. Not for several threads.
 */
final class SettlingFolder {
    private static final String SUFFIX = ".tflite";

    /** After what time a file is read again that changed while it was read. */
    private static final Duration AGAIN = Duration.ofMillis(10);

    /** What the system says of a file; where any of it differs, the file is another one. */
    private record Stamp(long size, FileTime modified, Object key) {}

    /** The files that make up a model. */
    private record Parts(Stamp model, Optional<Stamp> json, Optional<Stamp> labels) {}

    /** What is known of a file. */
    private static final class Known {
        Parts seen;
        long since;
        Parts taken;
        FoundModel model;
        RejectedModel rejected;
    }

    /**
     * What came of a look.
     *
     * @param models what the folder offers, by file
     * @param rejected the files that are no models
     * @param news those of them that were not rejected before
     * @param settlesIn when a file will have settled; empty where none is waited for
     */
    record Look(
            List<FoundModel> models,
            List<RejectedModel> rejected,
            List<RejectedModel> news,
            Optional<Duration> settlesIn) {}

    private final Path folder;
    private final Duration settle;
    private final FileIdentifier identifier;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final Map<Path, Known> files = new TreeMap<>();

    /** The files, of any name, that the last look saw. */
    private Map<Path, Stamp> before = Map.of();

    private RejectedModel unreadable;

    SettlingFolder(
            Path folder,
            Duration settle,
            FileIdentifier identifier,
            LongSupplier nanoTime,
            InstantSource clock) {
        this.folder = folder;
        this.settle = settle;
        this.identifier = identifier;
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    /** Looks at the folder. */
    Look look() {
        List<RejectedModel> news = new ArrayList<>();
        Map<Path, Stamp> stamps = Map.of();
        RejectedModel problem = null;
        try {
            stamps = stamps();
        } catch (NoSuchFileException | NotDirectoryException e) {
            problem = new RejectedModel(folder.toString(), reason(e));
        } catch (IOException e) {
            // The folder is there and cannot be read for now: nothing left it that we know of.
            problem = new RejectedModel(folder.toString(), reason(e));
            stamps = before;
        }
        if (problem != null && !problem.equals(unreadable)) {
            news.add(problem);
        }
        unreadable = problem;
        files.keySet().retainAll(stamps.keySet());
        long now = nanoTime.getAsLong();
        Duration wait = null;
        for (Map.Entry<Path, Stamp> file : stamps.entrySet()) {
            if (!isModel(file.getKey())) {
                continue;
            }
            Duration left = look(file.getKey(), stamps, now, news);
            if (!left.isZero() && (wait == null || left.compareTo(wait) < 0)) {
                wait = left;
            }
        }
        before = stamps;
        List<RejectedModel> rejected = new ArrayList<>();
        if (unreadable != null) {
            rejected.add(unreadable);
        }
        files.values().stream()
                .map(known -> known.rejected)
                .filter(Objects::nonNull)
                .forEach(rejected::add);
        return new Look(
                files.values().stream().map(known -> known.model).filter(Objects::nonNull).toList(),
                List.copyOf(rejected),
                news,
                Optional.ofNullable(wait));
    }

    /** How long the file must still stay as it is; zero where it is read, or was. */
    private Duration look(Path file, Map<Path, Stamp> stamps, long now, List<RejectedModel> news) {
        Known known = files.computeIfAbsent(file, path -> new Known());
        Sidecar sidecar = Sidecar.of(file);
        Parts parts =
                new Parts(
                        stamps.get(file),
                        sidecar.json().map(stamps::get),
                        sidecar.labelMap().map(stamps::get));
        if (parts.equals(known.taken)) {
            return Duration.ZERO;
        }
        if (!parts.equals(known.seen)) {
            known.seen = parts;
            known.since = now;
        }
        Duration left = settle.minusNanos(now - known.since);
        if (left.isPositive() && !isFinished(parts, stamps)) {
            return left;
        }
        take(file, known, sidecar, news);
        return known.taken == null || !known.taken.equals(parts)
                ? settle.plus(AGAIN)
                : Duration.ZERO;
    }

    /** A hidden file is one that is being written. */
    private static boolean isModel(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) && !name.startsWith(".");
    }

    private boolean isFinished(Parts parts, Map<Path, Stamp> now) {
        return isFinished(parts.model(), now)
                && parts.json().map(stamp -> isFinished(stamp, now)).orElse(true)
                && parts.labels().map(stamp -> isFinished(stamp, now)).orElse(true);
    }

    /** Whether a file was last written to long ago, or was renamed after it was. */
    private boolean isFinished(Stamp stamp, Map<Path, Stamp> now) {
        Duration age = Duration.between(stamp.modified().toInstant(), clock.instant());
        return age.compareTo(settle) >= 0
                || stamp.key() != null
                        && before.entrySet().stream()
                                .anyMatch(
                                        old ->
                                                old.getValue().equals(stamp)
                                                        && !now.containsKey(old.getKey()));
    }

    private void take(Path file, Known known, Sidecar sidecar, List<RejectedModel> news) {
        FoundModel model = null;
        RejectedModel rejected = null;
        try {
            model = identifier.read(file, sidecar::statement);
        } catch (ModelException e) {
            rejected = new RejectedModel(file.toString(), e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            // Whatever a strange file does to its reader, the other files are looked at.
            rejected =
                    new RejectedModel(file.toString(), "%s cannot be read: %s".formatted(file, e));
        }
        if (!isStill(known.seen, file, sidecar)) {
            // Somebody wrote to it while it was read: what was read counts for nothing.
            known.seen = null;
            return;
        }
        known.taken = known.seen;
        known.model = model;
        if (rejected != null && !rejected.equals(known.rejected)) {
            news.add(rejected);
        }
        known.rejected = rejected;
    }

    private static boolean isStill(Parts parts, Path file, Sidecar sidecar) {
        try {
            return parts.equals(
                    new Parts(
                            stamp(file),
                            sidecar.json().isPresent()
                                    ? Optional.of(stamp(sidecar.json().get()))
                                    : Optional.empty(),
                            sidecar.labelMap().isPresent()
                                    ? Optional.of(stamp(sidecar.labelMap().get()))
                                    : Optional.empty()));
        } catch (IOException e) {
            return false;
        }
    }

    /** All regular files in the folder; hidden ones, too, as a file may be written under such. */
    private Map<Path, Stamp> stamps() throws IOException {
        Map<Path, Stamp> stamps = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                try {
                    if (Files.isRegularFile(entry)) {
                        stamps.put(entry, stamp(entry));
                    }
                } catch (NoSuchFileException e) {
                    // It went while we looked.
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return stamps;
    }

    private static Stamp stamp(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "There is no such folder (yet)";
        }
        return e instanceof NotDirectoryException
                ? "This is not a folder"
                : "The folder cannot be read: " + e.getMessage();
    }
}
