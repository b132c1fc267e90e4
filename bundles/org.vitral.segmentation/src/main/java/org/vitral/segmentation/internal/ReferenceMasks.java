// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/**
 * What the reference sees in the gate's pictures, so that it is asked once for each model: in
 * memory, and in a file each, which another process finds. A file appears as a whole; one that
 * cannot be read counts for nothing. For any number of threads.
 */
final class ReferenceMasks {

    private static final int FORMAT = 1;

    /** A mask is some hundred kilobytes. */
    private static final int MOST_IN_MEMORY = 32;

    private final Path folder;
    private final Map<Key, ReferenceMask> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, ReferenceMask> eldest) {
                    return size() > MOST_IN_MEMORY;
                }
            };

    /**
     * What a mask depends on.
     *
     * @param model the SHA-256 of the model's file
     * @param output which output of it is the mask
     * @param picture tells one picture from another
     * @param runtime the version of TensorFlow Lite
     */
    record Key(String model, int output, String picture, String runtime, int width, int height) {}

    ReferenceMasks(Path folder) {
        this.folder = folder;
    }

    /** In the user's cache. */
    static ReferenceMasks ofUser() {
        return new ReferenceMasks(TfLiteRuntimes.cacheFolder().resolve("gate"));
    }

    Optional<ReferenceMask> recall(Key key) {
        synchronized (known) {
            ReferenceMask found = known.get(key);
            if (found != null) {
                return Optional.of(found);
            }
        }
        Path file = file(key);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != FORMAT || !in.readUTF().equals(key.toString())) {
                return Optional.empty();
            }
            ReferenceMask mask = ReferenceMask.read(in, key.width(), key.height());
            keep(key, mask);
            return Optional.of(mask);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Remembers a mask; this process does so where the file cannot be written, too. */
    void remember(Key key, ReferenceMask mask) {
        keep(key, mask);
        try {
            Files.createDirectories(folder);
            Path begun = Files.createTempFile(folder, "mask", ".part");
            try {
                try (DataOutputStream out =
                        new DataOutputStream(
                                new BufferedOutputStream(Files.newOutputStream(begun)))) {
                    out.writeInt(FORMAT);
                    out.writeUTF(key.toString());
                    mask.write(out);
                }
                Files.move(
                        begun,
                        file(key),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(begun);
            }
        } catch (IOException unwritable) {
            // The file is a convenience: the next process asks the reference again.
        }
    }

    private void keep(Key key, ReferenceMask mask) {
        synchronized (known) {
            known.put(key, mask);
        }
    }

    private Path file(Key key) {
        return folder.resolve(CacheName.of(key.toString()) + ".mask");
    }
}
