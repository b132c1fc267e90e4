// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;

/**
 * A stream that takes one file, when it is complete. A second one would begin in the middle of it
 * for whoever reads.
 */
final class StreamTarget implements ExportTarget {

    private final OutputStream out;
    private final HiddenFiles files;
    private final Path folder;
    private String taken;
    private volatile boolean closed;

    StreamTarget(OutputStream out, HiddenFiles files, Path folder) {
        this.out = out;
        this.files = files;
        this.folder = folder;
    }

    @Override
    public synchronized ExportFile create(String path) throws IOException {
        check();
        if (taken != null) {
            throw new IOException(
                    "The standard output takes one file, and %s is it (zip:- takes many)"
                            .formatted(taken));
        }
        taken = path;
        return new FileInStream(new HeldOutput(files, folder));
    }

    private void check() throws IOException {
        if (closed) {
            throw new IOException("Nothing more is written here: the target is closed");
        }
    }

    private synchronized void write(HeldOutput held) throws IOException {
        check();
        held.drainTo(out);
        out.flush();
    }

    private synchronized void release() {
        taken = null;
    }

    @Override
    public String shown(String path) {
        return "standard output (%s)".formatted(path);
    }

    @Override
    public void close() {
        closed = true;
        files.close();
    }

    private final class FileInStream implements ExportFile {
        private final HeldOutput held;
        private boolean over;

        FileInStream(HeldOutput held) {
            this.held = held;
        }

        @Override
        public OutputStream stream() {
            return held;
        }

        @Override
        public void complete() throws IOException {
            // Part of it may be out even if this fails: nobody can begin anew.
            over = true;
            write(held);
        }

        @Override
        public void close() throws IOException {
            held.close();
            if (!over) {
                over = true;
                release();
            }
        }
    }
}
