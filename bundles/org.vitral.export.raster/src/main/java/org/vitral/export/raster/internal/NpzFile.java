// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A NumPy archive that is being written: a ZIP file whose entries are arrays. */
final class NpzFile implements AutoCloseable {

    /** The earliest that ZIP can say: a file depends on nothing but its contents. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final OutputStream out;
    private final ZipOutputStream zip;

    /** An archive; it leaves the stream open. */
    NpzFile(OutputStream out, boolean compressed) {
        this.out = out;
        zip = new ZipOutputStream(new Unclosed(out));
        zip.setLevel(compressed ? Deflater.DEFAULT_COMPRESSION : Deflater.NO_COMPRESSION);
    }

    /** Begins an array; what is then written to the stream belongs to it. */
    OutputStream begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        return zip;
    }

    /** Ends the archive. */
    void complete() throws IOException {
        zip.finish();
        out.flush();
    }

    /** Gives the compressor's memory back; an archive that was not completed is of no use. */
    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException again) {
            // The first failure is the one that counts.
        }
    }

    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() {}
    }
}
