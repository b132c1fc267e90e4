// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import java.io.ByteArrayOutputStream;

/** Bytes in memory, and whether somebody closed the stream. */
final class WatchedStream extends ByteArrayOutputStream {

    private volatile boolean closed;

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
