// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The folder for one model's packed weights. A file is named by the SHA-256 of what is in it, and
 * appears whole or not at all, so any number of processes may use it at the same time. It is never
 * written again: others may have it mapped.
 */
final class WeightFolder {

    private static final String SUFFIX = ".weights";

    private final Path folder;

    WeightFolder(Path folder) {
        this.folder = folder;
    }

    /** A descriptor of a file that is what its name says; negative if there is none. */
    int open() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                int descriptor = LinuxFiles.open(file);
                if (descriptor < 0) {
                    continue;
                }
                if (isWhole(file, descriptor)) {
                    return descriptor;
                }
                LinuxFiles.close(descriptor);
                delete(file);
            }
        } catch (IOException | RuntimeException nothingThere) {
            return -1;
        }
        return -1;
    }

    /** Of the descriptor, not of the path, where another file may lie by now. */
    private static boolean isWhole(Path file, int descriptor) {
        try (FileChannel channel = LinuxFiles.channel(descriptor)) {
            return file.getFileName()
                    .toString()
                    .equals(copy(channel, OutputStream.nullOutputStream()));
        } catch (IOException e) {
            return false;
        }
    }

    /** Keeps what is in a file. */
    void store(FileChannel content) throws IOException {
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, "", ".part");
        try {
            String name;
            try (OutputStream out = Files.newOutputStream(part)) {
                name = copy(content, out);
            }
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The name of what was copied. */
    private static String copy(FileChannel content, OutputStream out) throws IOException {
        MessageDigest digest = sha256();
        InputStream in = new DigestInputStream(Channels.newInputStream(content), digest);
        in.transferTo(out);
        return name(digest.digest()) + SUFFIX;
    }

    /** Has the weights packed anew the next time. */
    void clear() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            files.forEach(WeightFolder::delete);
        } catch (IOException nothingThere) {
            // What cannot be listed cannot be opened either.
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is refused again the next time.
        }
    }

    static String name(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
