// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import java.io.IOException;
import java.io.OutputStream;

/** A stream with room for so many bytes, after which each write fails as on a full disk. */
public final class FullDisk extends OutputStream {

    /** What the operating system says of it. */
    public static final String MESSAGE = "No space left on device";

    private long room;

    public FullDisk(long room) {
        this.room = room;
    }

    @Override
    public void write(int b) throws IOException {
        if (room-- <= 0) {
            room = 0;
            throw new IOException(MESSAGE);
        }
    }
}
