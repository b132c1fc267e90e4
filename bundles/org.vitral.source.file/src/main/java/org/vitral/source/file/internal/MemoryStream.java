// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of a file as a stream for a reader. The streams that ImageIO makes by itself may cache
 * on disk, by a setting of the whole process.
 */
final class MemoryStream extends ImageInputStreamImpl {

    private final byte[] bytes;
    private final long patience;
    private long readsPastEnd;

    MemoryStream(byte[] bytes) {
        this(bytes, Long.MAX_VALUE);
    }

    /**
     * @param patience how often a reader may read single bytes past the end before it is stopped;
     *     some take the end for zeros and go on for minutes where the data are damaged
     */
    MemoryStream(byte[] bytes, long patience) {
        this.bytes = bytes;
        this.patience = patience;
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= bytes.length) {
            return -1;
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, into, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public byte readByte() throws IOException {
        int next = read();
        if (next < 0) {
            if (++readsPastEnd > patience) {
                throw new IOException("the data end before the picture does");
            }
            throw new End();
        }
        return (byte) next;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    /** An end that costs little, for readers that meet it many times. */
    private static final class End extends EOFException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
