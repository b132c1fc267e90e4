// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.vitral.segmentation.internal.graph.GridResize;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/**
 * Keeps rewritten models that were checked, so that a later process neither rewrites nor checks
 * again: a small file with the verdict, and one with the model where a rule applies. Files appear
 * as a whole; what cannot be read, or is about something else, counts for nothing. For any number
 * of threads.
 */
final class RewritingStore {

    private static final String FORMAT = "1";
    private static final String VERDICT = ".properties";
    private static final String MODEL = ".tflite";
    private static final String REFUSED = "refused.";
    private static final long ALIGNMENT = 64;

    private final Path folder;

    /** What this process found out, whether it could be kept or not. */
    private final Map<RewritingKey, RewritingVerdict> own = new ConcurrentHashMap<>();

    /** In the user's cache. */
    static RewritingStore ofUser() {
        return new RewritingStore(TfLiteRuntimes.cacheFolder().resolve("graphs"));
    }

    /** In a folder that is made when something is to be kept. */
    RewritingStore(Path folder) {
        this.folder = folder;
    }

    /** The verdict on a key. */
    Optional<RewritingVerdict> recall(RewritingKey key) {
        RewritingVerdict found = own.get(key);
        if (found != null) {
            return Optional.of(found);
        }
        try {
            return read(key).map(RewritingStore::verdict);
        } catch (NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /** The rewritten model of a verdict, in memory of an arena; empty where it was not kept. */
    Optional<MemorySegment> model(RewritingKey key, Arena arena) {
        Optional<Properties> kept = read(key);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        try (FileChannel file = FileChannel.open(folder.resolve(key.fileName() + MODEL))) {
            MemorySegment bytes = arena.allocate(file.size(), ALIGNMENT);
            ByteBuffer to = bytes.asByteBuffer();
            while (to.hasRemaining() && file.read(to) >= 0) {
                // The next part.
            }
            boolean same = checksum(bytes.asByteBuffer()).equals(kept.get().getProperty("crc32"));
            return same ? Optional.of(bytes) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<Properties> read(RewritingKey key) {
        Path file = folder.resolve(key.fileName() + VERDICT);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties kept = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            kept.load(text);
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
        boolean same = FORMAT.equals(kept.getProperty("format"));
        for (Map.Entry<String, String> entry : key.entries().entrySet()) {
            same &= entry.getValue().equals(kept.getProperty(entry.getKey()));
        }
        return same ? Optional.of(kept) : Optional.empty();
    }

    private static RewritingVerdict verdict(Properties kept) {
        Set<String> applied = new HashSet<>();
        for (String rule : kept.getProperty("applied", "").split(",")) {
            if (!rule.isEmpty()) {
                applied.add(rule);
            }
        }
        Map<String, String> refused = new TreeMap<>();
        for (String name : kept.stringPropertyNames()) {
            if (name.startsWith(REFUSED)) {
                refused.put(name.substring(REFUSED.length()), kept.getProperty(name));
            }
        }
        String[] resize = kept.getProperty("resize", "").split(" ");
        return new RewritingVerdict(
                applied,
                refused,
                resize.length < 4
                        ? Optional.empty()
                        : Optional.of(
                                new GridResize(
                                        Integer.parseInt(resize[0]),
                                        Integer.parseInt(resize[1]),
                                        Boolean.parseBoolean(resize[2]),
                                        Boolean.parseBoolean(resize[3]))));
    }

    /**
     * Keeps a verdict and the model that it is about.
     *
     * @param model the rewritten model; empty where no rule applies
     * @throws IOException if it cannot be kept: this process remembers the verdict all the same
     */
    void remember(RewritingKey key, RewritingVerdict verdict, Optional<ByteBuffer> model)
            throws IOException {
        own.put(key, verdict);
        Properties kept = new Properties();
        kept.setProperty("format", FORMAT);
        key.entries().forEach(kept::setProperty);
        kept.setProperty("applied", String.join(",", verdict.applied()));
        verdict.refused().forEach((rule, reason) -> kept.setProperty(REFUSED + rule, reason));
        verdict.droppedResize()
                .ifPresent(
                        resize ->
                                kept.setProperty(
                                        "resize",
                                        "%d %d %b %b"
                                                .formatted(
                                                        resize.width(),
                                                        resize.height(),
                                                        resize.alignCorners(),
                                                        resize.halfPixelCenters())));
        Files.createDirectories(folder);
        if (model.isPresent()) {
            kept.setProperty("crc32", checksum(model.get().duplicate()));
            publish(key.fileName() + MODEL, begun -> write(begun, model.get().duplicate()));
        }
        publish(
                key.fileName() + VERDICT,
                begun -> {
                    try (Writer text = Files.newBufferedWriter(begun)) {
                        kept.store(
                                text,
                                "A model with a cheaper graph. It may be deleted at any time.");
                    }
                });
    }

    private static void write(Path file, ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    @FunctionalInterface
    private interface Content {
        void write(Path file) throws IOException;
    }

    private void publish(String name, Content content) throws IOException {
        Path begun = Files.createTempFile(folder, "graph", ".part");
        try {
            content.write(begun);
            Files.move(
                    begun,
                    folder.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(begun);
        }
    }

    private static String checksum(ByteBuffer bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return Long.toHexString(checksum.getValue());
    }
}
