// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.webp.internal;

import java.io.IOException;
import java.io.OutputStream;

/** A stream with room for so many bytes; nobody may close it. */
final class FullDisk extends OutputStream {

    static final String MESSAGE = "No space left on device";

    private int room;

    FullDisk(int room) {
        this.room = room;
    }

    @Override
    public void write(int b) throws IOException {
        if (room-- <= 0) {
            throw new IOException(MESSAGE);
        }
    }

    @Override
    public void close() {
        throw new AssertionError("The stream belongs to the caller, who closes it");
    }
}
