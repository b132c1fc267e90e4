// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A stream for one exporter, until it is taken back. It remembers that it failed: an exporter that
 * does not care must not leave half a file.
 */
final class LentStream extends OutputStream {

    private final OutputStream out;
    private volatile boolean over;
    private volatile IOException failure;

    LentStream(OutputStream out) {
        this.out = out;
    }

    /** What to do with the stream that was lent. */
    @FunctionalInterface
    private interface Action {
        void on(OutputStream out) throws IOException;
    }

    private void act(Action action) throws IOException {
        if (over) {
            throw new IOException("This file is not written any more");
        }
        try {
            action.on(out);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void write(int b) throws IOException {
        act(stream -> stream.write(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        act(stream -> stream.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        act(OutputStream::flush);
    }

    /** It is not the exporter's to close. */
    @Override
    public void close() {}

    /** Takes it back: what is written from now on goes nowhere. */
    void end() {
        over = true;
    }

    /** Why a write failed; null where none did. */
    IOException failure() {
        return failure;
    }

    /**
     * Looks whether all that was written got through.
     *
     * @throws IOException if a write failed
     */
    void check() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
