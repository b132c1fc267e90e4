// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Remembers, in the local cache, which CRC-32 goes with which SHA-256. A model is hashed once on a
 * machine; from then on the CRC-32 of its bytes tells whether they are still the same. A cold JVM
 * takes 50 to 140 ms for the SHA-256 of 2.8 MB and 1 ms for its CRC-32, and every start of the
 * program pays it. Both guard against damage, not against somebody who may write to the cache.
 *
 * <p>Each pair is an empty file named after it, so that processes need no lock.
 */
public final class VerifiedChecksums {
    private final Path folder;

    /** The memory in this cache folder of models. */
    public VerifiedChecksums(Path cache) {
        this.folder = cache.resolve("verified");
    }

    boolean contains(String sha256, long size, long crc32) {
        return Files.exists(marker(sha256, size, crc32));
    }

    /** Remembers where the cache can be written; else the next one hashes again. */
    void add(String sha256, long size, long crc32) {
        try {
            Files.createDirectories(folder);
            Files.createFile(marker(sha256, size, crc32));
        } catch (IOException e) {
            // Another process was first, or the cache is read-only: nothing is lost but time.
        }
    }

    private Path marker(String sha256, long size, long crc32) {
        return folder.resolve("%s-%d-%08x".formatted(sha256, size, crc32));
    }
}
