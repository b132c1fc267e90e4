// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Native libraries as files, one folder for each content: {@code natives/SHA256/FILE}. A file
 * appears there whole or not at all, so any number of processes may start at the same time. A file
 * that is there is compared with its size and CRC-32, which costs little beside a SHA-256, and
 * replaced where it is damaged: native code would crash on it.
 */
final class LibraryCache {

    private static final String PART = ".part";

    /** Nobody takes as long as this to write a library, so who began has died. */
    private static final Duration LONGEST_EXTRACTION = Duration.ofHours(1);

    private final Path folder;

    LibraryCache(Path cache) {
        this.folder = cache.resolve("natives");
    }

    /**
     * The file of a library, extracted if need be; a temporary file of this process where the cache
     * cannot be written.
     *
     * @throws IllegalStateException if it can be written nowhere, or is not what its fragment says
     */
    Path file(LibraryResource library) {
        Path target = folder.resolve(library.sha256()).resolve(library.fileName());
        removeRemains(target.getParent());
        if (isThere(target, library)) {
            return target;
        }
        try {
            Files.createDirectories(target.getParent());
            return extract(library, target);
        } catch (IOException | SecurityException unwritable) {
            return temporaryFile(library, unwritable);
        }
    }

    private static boolean isThere(Path file, LibraryResource library) {
        try {
            return Files.isRegularFile(file)
                    && Files.size(file) == library.size()
                    && crc32(file) == library.crc32();
        } catch (IOException e) {
            return false;
        }
    }

    private static long crc32(Path file) throws IOException {
        CRC32 crc32 = new CRC32();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                crc32.update(buffer, 0, read);
            }
        }
        return crc32.getValue();
    }

    /** Removes what processes left behind that died while they wrote. */
    private static void removeRemains(Path folder) {
        Instant oldest = Instant.now().minus(LONGEST_EXTRACTION);
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + PART)) {
            for (Path part : parts) {
                if (Files.getLastModifiedTime(part).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // There is no folder yet, or another process was faster. Remains harm nobody.
        }
    }

    private static Path extract(LibraryResource library, Path target) throws IOException {
        Path part = Files.createTempFile(target.getParent(), library.fileName(), PART);
        try {
            write(library, part);
            try {
                return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                return Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                // Windows does not replace a library that another process has loaded.
                if (isThere(target, library)) {
                    return target;
                }
                throw e;
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Path temporaryFile(LibraryResource library, Exception unwritable) {
        try {
            Path folder = Files.createTempDirectory("vitral-natives");
            Path file = folder.resolve(library.fileName());
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            write(library, file);
            return file;
        } catch (IOException e) {
            e.addSuppressed(unwritable);
            throw new IllegalStateException(
                    "The TensorFlow Lite library %s can be written neither to the cache (%s) nor to a temporary folder (%s)"
                            .formatted(library.fileName(), unwritable, e),
                    e);
        }
    }

    private static void write(LibraryResource library, Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = library.open();
                FileOutputStream out = new FileOutputStream(file.toFile())) {
            in.transferTo(new DigestOutputStream(out, digest));
            // It gets its name when its content is on the disk: no half a file after a power cut.
            out.getFD().sync();
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(library.sha256())) {
            throw new IllegalStateException(
                    "The TensorFlow Lite library %s is damaged: its SHA-256 is %s instead of %s"
                            .formatted(library.path(), found, library.sha256()));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
