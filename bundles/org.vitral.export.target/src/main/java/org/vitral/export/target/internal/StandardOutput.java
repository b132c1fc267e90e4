// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** The standard output, which says when it cannot be written to. Closing it closes nothing. */
final class StandardOutput extends OutputStream {

    private final PrintStream out = System.out;

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        check();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        check();
    }

    @Override
    public void flush() throws IOException {
        out.flush();
        check();
    }

    private void check() throws IOException {
        if (out.checkError()) {
            throw new IOException("The standard output cannot be written to any more");
        }
    }
}
