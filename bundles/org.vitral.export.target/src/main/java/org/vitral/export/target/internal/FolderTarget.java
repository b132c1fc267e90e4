// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;

/** A folder of files. */
final class FolderTarget implements ExportTarget {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path shown;
    private final Path root;
    private final Existing existing;
    private final HiddenFiles files;

    FolderTarget(Path shown, Path root, Existing existing, HiddenFiles files) {
        this.shown = shown;
        this.root = root;
        this.existing = existing;
        this.files = files;
    }

    @Override
    public ExportFile create(String path) throws IOException {
        Path file = RelativePath.below(root, path);
        if (existing == Existing.REFUSE && Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Files.createDirectories(file.getParent());
        Path hidden = files.begin(file.getParent());
        try {
            OutputStream out =
                    Files.newOutputStream(
                            hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new FileInFolder(hidden, file, new BufferedOutputStream(out, BUFFER_BYTES));
        } catch (IOException | RuntimeException | Error e) {
            files.remove(hidden);
            throw e;
        }
    }

    @Override
    public String shown(String path) {
        return shown.resolve(path).toString();
    }

    @Override
    public void close() {
        files.close();
    }

    private final class FileInFolder implements ExportFile {
        private final Path hidden;
        private final Path file;
        private final OutputStream out;

        FileInFolder(Path hidden, Path file, OutputStream out) {
            this.hidden = hidden;
            this.file = file;
            this.out = out;
        }

        @Override
        public OutputStream stream() {
            return out;
        }

        @Override
        public void complete() throws IOException {
            out.close();
            files.complete(hidden, file);
        }

        @Override
        public void close() throws IOException {
            try {
                out.close();
            } catch (IOException e) {
                // What could not be written is removed anyway, or was said by complete().
            } finally {
                files.remove(hidden);
            }
        }
    }
}
