// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;

/**
 * A target that keeps its files in memory, for tests of what writes to targets. For any number of
 * threads.
 */
public final class MemoryTarget implements ExportTarget {

    private final long room;
    private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean closed;

    /** A target that takes what it is given. */
    public MemoryTarget() {
        this(Long.MAX_VALUE);
    }

    /** A target each of whose files fails as on a full disk after so many bytes. */
    public MemoryTarget(long room) {
        this.room = room;
    }

    /** The completed files by their paths, in the order of these. */
    public Map<String, byte[]> files() {
        return files;
    }

    /** How many files were begun and not closed. */
    public int openFiles() {
        return open.get();
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public ExportFile create(String path) {
        open.incrementAndGet();
        return new MemoryFile(path);
    }

    @Override
    public String shown(String path) {
        return path;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** A file that is there when it is complete. */
    private final class MemoryFile implements ExportFile {

        private final String path;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final OutputStream stream = new Limited(bytes, new FullDisk(room));
        private boolean ended;

        MemoryFile(String path) {
            this.path = path;
        }

        @Override
        public OutputStream stream() {
            return stream;
        }

        @Override
        public void complete() throws IOException {
            stream.flush();
            files.put(path, bytes.toByteArray());
        }

        @Override
        public void close() {
            if (!ended) {
                ended = true;
                open.decrementAndGet();
            }
        }
    }

    /** Writes to memory while a disk has room. */
    private static final class Limited extends FilterOutputStream {

        private final FullDisk disk;

        Limited(OutputStream out, FullDisk disk) {
            super(out);
            this.disk = disk;
        }

        @Override
        public void write(int b) throws IOException {
            disk.write(b);
            out.write(b);
        }
    }
}
