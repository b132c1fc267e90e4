// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/**
 * Holds what is written until it is known to be all: a little of it in memory, more in a hidden
 * file.
 */
final class HeldOutput extends OutputStream {

    /** Most results are smaller. */
    static final int MOST_IN_MEMORY = 1 << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private final HiddenFiles files;
    private final Path folder;
    private final CRC32 crc = new CRC32();
    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private Path hidden;
    private OutputStream file;
    private long size;

    /**
     * An empty one.
     *
     * @param folder where a hidden file may be
     */
    HeldOutput(HiddenFiles files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (memory == null && file == null) {
            throw new IOException("It is not written any more");
        }
        if (file == null && size + length > MOST_IN_MEMORY) {
            spill();
        }
        if (file == null) {
            memory.write(bytes, offset, length);
        } else {
            file.write(bytes, offset, length);
        }
        crc.update(bytes, offset, length);
        size += length;
    }

    private void spill() throws IOException {
        hidden = files.begin(folder);
        file =
                new BufferedOutputStream(
                        Files.newOutputStream(
                                hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        BUFFER_BYTES);
        memory.writeTo(file);
        memory = null;
    }

    /** The number of bytes. */
    long size() {
        return size;
    }

    /** Their checksum. */
    long crc() {
        return crc.getValue();
    }

    /** Nothing more is written: gives all of it to another stream. */
    void drainTo(OutputStream out) throws IOException {
        if (memory != null) {
            memory.writeTo(out);
            return;
        }
        if (file == null) {
            throw new IOException("It is not written any more");
        }
        file.close();
        Files.copy(hidden, out);
    }

    @Override
    public void close() throws IOException {
        memory = null;
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                // It is removed.
            } finally {
                file = null;
                files.remove(hidden);
            }
        }
    }
}
