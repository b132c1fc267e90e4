// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/**
 * Remembers the choices of {@code auto}: one small file each, which another process finds. A file
 * appears as a whole; one that cannot be read, or is about something else, counts for nothing. For
 * any number of threads.
 */
final class ChoiceMemory {

    private static final String FORMAT = "1";

    private final Path folder;

    /** What this process found out, whether it could be kept or not. */
    private final Map<ChoiceKey, RememberedChoice> own = new ConcurrentHashMap<>();

    /** In the user's cache. */
    static ChoiceMemory ofUser() {
        return new ChoiceMemory(TfLiteRuntimes.cacheFolder().resolve("delegates"));
    }

    /** In a folder that is made when something is to be kept. */
    ChoiceMemory(Path folder) {
        this.folder = folder;
    }

    /** What was found for a key. */
    Optional<RememberedChoice> recall(ChoiceKey key) {
        RememberedChoice found = own.get(key);
        return found != null ? Optional.of(found) : read(key);
    }

    private Optional<RememberedChoice> read(ChoiceKey key) {
        Path file = folder.resolve(key.fileName());
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties kept = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            kept.load(text);
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
        String delegate = kept.getProperty("delegate", "");
        boolean same =
                FORMAT.equals(kept.getProperty("format"))
                        && key.entries().entrySet().stream()
                                .allMatch(
                                        entry ->
                                                entry.getValue()
                                                        .equals(kept.getProperty(entry.getKey())));
        return same && !delegate.isEmpty()
                ? Optional.of(new RememberedChoice(delegate, kept.getProperty("reason", "")))
                : Optional.empty();
    }

    /**
     * Remembers what was found for a key.
     *
     * @throws IOException if it cannot be kept: this process remembers it all the same
     */
    void remember(ChoiceKey key, RememberedChoice choice) throws IOException {
        own.put(key, choice);
        Properties kept = new Properties();
        kept.setProperty("format", FORMAT);
        key.entries().forEach(kept::setProperty);
        kept.setProperty("delegate", choice.delegate());
        kept.setProperty("reason", choice.reason());
        Files.createDirectories(folder);
        Path begun = Files.createTempFile(folder, "choice", ".part");
        try {
            try (Writer text = Files.newBufferedWriter(begun)) {
                kept.store(
                        text, "What the delegate \"auto\" chose. It may be deleted at any time.");
            }
            Files.move(
                    begun,
                    folder.resolve(key.fileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(begun);
        }
    }
}
