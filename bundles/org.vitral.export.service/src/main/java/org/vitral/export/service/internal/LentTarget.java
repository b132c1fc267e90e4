// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;

/** A target for one series, until it is taken back. It keeps account of what was completed. */
final class LentTarget implements ExportTarget {

    private final ExportTarget target;
    private final List<LentFile> open = new ArrayList<>();
    private final List<String> complete = new ArrayList<>();
    private volatile Attempt attempt;
    private boolean over;
    private String failedPath = "";
    private IOException failure;

    LentTarget(ExportTarget target) {
        this.target = target;
    }

    /** Whose work uses it from now on. */
    void lendTo(Attempt user) {
        attempt = user;
    }

    @Override
    public ExportFile create(String path) throws IOException {
        check();
        LentFile file;
        try {
            file = new LentFile(path, target.create(path));
        } catch (IOException e) {
            failed(path, e);
            throw e;
        }
        synchronized (this) {
            if (!over) {
                open.add(file);
                return file;
            }
        }
        file.close();
        throw ended();
    }

    private synchronized void failed(String path, IOException why) {
        failedPath = path;
        failure = why;
    }

    /** The file that could not be written, as the target shows it, where this is why. */
    synchronized Optional<String> fileThatFailedBy(Throwable why) {
        open.forEach(LentFile::noteFailure);
        for (Throwable one = why; one != null; one = one.getCause()) {
            if (one == failure) {
                return Optional.of(target.shown(failedPath));
            }
        }
        return Optional.empty();
    }

    private synchronized void check() throws IOException {
        if (over) {
            throw ended();
        }
    }

    private static IOException ended() {
        return new IOException("Nothing more is written here: the series is over");
    }

    @Override
    public String shown(String path) {
        return target.shown(path);
    }

    /** It is not the exporter's to close. */
    @Override
    public void close() {}

    /** The files that were completed since the last call. */
    synchronized List<String> takeComplete() {
        List<String> taken = List.copyOf(complete);
        complete.clear();
        return taken;
    }

    /** Takes it back: what is written from now on goes nowhere. */
    synchronized void end() {
        over = true;
        open.forEach(file -> file.stream.end());
    }

    /** Removes what the series did not complete. */
    void removeUnfinished() {
        List<LentFile> left;
        synchronized (this) {
            left = List.copyOf(open);
        }
        for (LentFile file : left) {
            try {
                file.close();
            } catch (IOException e) {
                // The target removes what is left, when it is closed.
            }
        }
    }

    private final class LentFile implements ExportFile {
        private final String path;
        private final ExportFile file;
        private final LentStream stream;

        LentFile(String path, ExportFile file) {
            this.path = path;
            this.file = file;
            this.stream = new LentStream(file.stream());
        }

        @Override
        public OutputStream stream() {
            return stream;
        }

        @Override
        public void complete() throws IOException {
            check();
            stream.check();
            Attempt user = attempt;
            if (!user.shield()) {
                throw ended();
            }
            try {
                stream.end();
                file.complete();
            } catch (IOException e) {
                failed(path, e);
                throw e;
            } finally {
                user.unshield();
            }
            synchronized (LentTarget.this) {
                complete.add(target.shown(path));
            }
        }

        void noteFailure() {
            if (stream.failure() != null) {
                failed(path, stream.failure());
            }
        }

        @Override
        public void close() throws IOException {
            noteFailure();
            stream.end();
            file.close();
            synchronized (LentTarget.this) {
                open.remove(this);
            }
        }
    }
}
