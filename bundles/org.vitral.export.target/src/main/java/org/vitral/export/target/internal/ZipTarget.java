// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;

/**
 * A ZIP archive. A file is held until it is complete, and then becomes an entry; so what was not
 * completed is not in it. The archive itself gets its name when it is closed; without an entry
 * there is none.
 */
final class ZipTarget implements ExportTarget {

    private static final int BUFFER_BYTES = 1 << 16;

    /** What does not become smaller a second time. */
    private static final Set<String> COMPRESSED =
            Set.of("png", "jpg", "jpeg", "webp", "gif", "npz", "zip", "gz", "mp4");

    private final String shown;
    private final HiddenFiles files;
    private final Path folder;
    private final Ending finish;
    private final ZipOutputStream zip;
    private final Set<String> names = new HashSet<>();
    private int written;
    private IOException broken;
    private boolean closed;

    /** What gives the archive its name. */
    @FunctionalInterface
    private interface Ending {
        void run() throws IOException;
    }

    private ZipTarget(
            String shown, OutputStream out, HiddenFiles files, Path folder, Ending finish) {
        this.shown = shown;
        this.files = files;
        this.folder = folder;
        this.finish = finish;
        this.zip =
                new ZipOutputStream(
                        new BufferedOutputStream(out, BUFFER_BYTES), StandardCharsets.UTF_8);
    }

    /** An archive that gets its name when it is complete. */
    static ZipTarget onFile(
            String shown, Path archive, Path hidden, OutputStream out, HiddenFiles files) {
        return new ZipTarget(
                shown, out, files, archive.getParent(), () -> files.complete(hidden, archive));
    }

    /** An archive that goes somewhere else, entry by entry. */
    static ZipTarget onStream(String shown, OutputStream out, HiddenFiles files, Path folder) {
        return new ZipTarget(shown, out, files, folder, () -> {});
    }

    @Override
    public ExportFile create(String path) throws IOException {
        String name = RelativePath.in(path);
        synchronized (this) {
            check();
            // Who unpacks it may have a file system that does not tell letters' case apart.
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw new IOException("There already is a file of that name in the archive");
            }
        }
        return new FileInZip(name, new HeldOutput(files, folder));
    }

    private void check() throws IOException {
        if (closed) {
            throw new IOException("The archive is closed");
        }
        if (broken != null) {
            throw new IOException(
                    "The archive cannot be written any further (%s)".formatted(Refusal.of(broken)),
                    broken);
        }
    }

    @Override
    public String shown(String path) {
        return shown + "!/" + path;
    }

    private synchronized void add(String name, HeldOutput held) throws IOException {
        check();
        ZipEntry entry = new ZipEntry(name);
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (COMPRESSED.contains(extension)) {
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(held.size());
            entry.setCrc(held.crc());
        }
        try {
            zip.setLevel(Deflater.DEFAULT_COMPRESSION);
            zip.putNextEntry(entry);
            held.drainTo(zip);
            zip.closeEntry();
        } catch (IOException e) {
            // Half an entry is in it, which nobody can take out again.
            broken = e;
            throw e;
        }
        written++;
    }

    private synchronized void release(String name) {
        names.remove(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (broken != null) {
                throw new IOException(
                        "The archive could not be written, and none is there (%s)"
                                .formatted(Refusal.of(broken)),
                        broken);
            }
            if (written > 0) {
                zip.close();
                finish.run();
            }
        } finally {
            closeQuietly();
            files.close();
        }
    }

    private void closeQuietly() {
        try {
            zip.close();
        } catch (IOException e) {
            // It is removed, or what came before this was thrown.
        }
    }

    private final class FileInZip implements ExportFile {
        private final String name;
        private final HeldOutput held;
        private boolean complete;

        FileInZip(String name, HeldOutput held) {
            this.name = name;
            this.held = held;
        }

        @Override
        public OutputStream stream() {
            return held;
        }

        @Override
        public void complete() throws IOException {
            add(name, held);
            complete = true;
        }

        @Override
        public void close() throws IOException {
            held.close();
            if (!complete) {
                complete = true;
                release(name);
            }
        }
    }
}
