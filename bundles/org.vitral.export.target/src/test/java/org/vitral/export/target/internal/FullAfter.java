// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A disk that is full after some bytes. */
final class FullAfter extends FilterOutputStream {

    private long left;

    FullAfter(long bytes, OutputStream out) {
        super(out);
        this.left = bytes;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > left) {
            throw new IOException("No space left on device");
        }
        left -= length;
        out.write(bytes, offset, length);
    }
}
