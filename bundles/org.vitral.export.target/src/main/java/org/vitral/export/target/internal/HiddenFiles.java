// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Files that are being written, under hidden names. Each is moved to its own name when it is
 * complete, and removed when that fails or the program is interrupted. For any number of threads.
 */
final class HiddenFiles implements AutoCloseable {

    private final Set<Path> unfinished = new HashSet<>();
    private final Thread hook = new Thread(this::abandon, "vitral removes unfinished files");
    private boolean abandoned;

    private HiddenFiles() {}

    /** Starts to look after files, also when the program is interrupted. */
    static HiddenFiles open() {
        HiddenFiles files = new HiddenFiles();
        Runtime.getRuntime().addShutdownHook(files.hook);
        return files;
    }

    /** A hidden name in a folder, for a file that is now being written. */
    synchronized Path begin(Path folder) throws IOException {
        if (abandoned) {
            throw new IOException("Nothing more is written here: the target is closed");
        }
        String random = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
        // A long name would no longer be one with more behind it, so it is not part of the hidden
        // one.
        Path hidden = folder.resolve(".vitral-" + random + ".tmp");
        unfinished.add(hidden);
        return hidden;
    }

    /** Gives a hidden file its name, over an old one of that name if there is one. */
    synchronized void complete(Path hidden, Path file) throws IOException {
        if (!unfinished.contains(hidden)) {
            throw new IOException("It is not written any more: the target is closed");
        }
        try {
            Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(hidden, file, StandardCopyOption.REPLACE_EXISTING);
        }
        unfinished.remove(hidden);
    }

    /** Removes a hidden file, unless it is complete. */
    synchronized void remove(Path hidden) throws IOException {
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
