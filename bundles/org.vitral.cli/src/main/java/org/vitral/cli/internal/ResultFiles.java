// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes files so that each is there as a whole or not at all. What is being written has a hidden
 * name in the same folder; it is moved to its own name when it is complete, and removed when that
 * fails or the program is interrupted. For any number of threads.
 */
final class ResultFiles implements AutoCloseable {

    private final Set<Path> unfinished = new HashSet<>();
    private final Thread hook = new Thread(this::abandon, "vitral removes unfinished files");
    private boolean abandoned;

    private ResultFiles() {}

    /** Starts to look after files, also when the program is interrupted. */
    static ResultFiles open() {
        ResultFiles files = new ResultFiles();
        Runtime.getRuntime().addShutdownHook(files.hook);
        return files;
    }

    /** What writes the content of a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a file, over an old one of that name if there is one. */
    void write(Path file, Content content) throws IOException {
        Files.createDirectories(file.getParent());
        Path hidden = begin(file);
        try {
            try (OutputStream out =
                    Files.newOutputStream(
                            hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
                content.writeTo(buffered);
                buffered.flush();
            }
            move(hidden, file);
        } finally {
            end(hidden);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private synchronized Path begin(Path file) throws IOException {
        if (abandoned) {
            throw new IOException("The program is ending");
        }
        String random = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
        // A long name would no longer be one with more behind it, so it is not part of the hidden
        // one.
        Path hidden = file.resolveSibling(".vitral-" + random + ".tmp");
        unfinished.add(hidden);
        return hidden;
    }

    private synchronized void end(Path hidden) throws IOException {
        if (unfinished.remove(hidden)) {
            Files.deleteIfExists(hidden);
        }
    }

    /** Removes what is unfinished, and lets nothing new begin. */
    synchronized void abandon() {
        abandoned = true;
        for (Path hidden : unfinished) {
            try {
                Files.deleteIfExists(hidden);
            } catch (IOException e) {
                // The program is ending, and there is nobody to tell.
            }
        }
        unfinished.clear();
    }

    @Override
    public void close() {
        abandon();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending: the hook runs or has run.
        }
    }
}
