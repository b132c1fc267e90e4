// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;

/** The standard output of a run, which can say why it could not be written. */
final class ResultStream extends PrintStream {

    private static final int BUFFER_BYTES = 8192;

    private final Watched watched;

    private ResultStream(Watched watched, Charset charset) {
        super(new BufferedOutputStream(watched, BUFFER_BYTES), false, charset);
        this.watched = watched;
    }

    ResultStream(OutputStream raw, Charset charset) {
        this(new Watched(raw), charset);
    }

    /** That of this process. */
    static ResultStream ofProcess() {
        return new ResultStream(new FileOutputStream(FileDescriptor.out), System.out.charset());
    }

    /** A stream that keeps why it failed first: a PrintStream keeps only that it did. */
    private static final class Watched extends OutputStream {
        private final OutputStream raw;
        private volatile IOException failure;

        Watched(OutputStream raw) {
            this.raw = raw;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                raw.write(bytes, offset, length);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }
    }

    /**
     * Why what was printed did not get through; empty if it did, and where nobody reads it any
     * more, as behind {@code | head -1}, which is no failure.
     */
    Optional<IOException> failure() {
        flush();
        return Optional.ofNullable(watched.failure).filter(why -> !isClosedPipe(why));
    }

    /** Java has no exception of its own for it: "Broken pipe", "The pipe is being closed". */
    private static boolean isClosedPipe(IOException why) {
        return String.valueOf(why.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }
}
