// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.imageio.stream.ImageInputStreamImpl;

/** A file on disk as a stream for a reader, with another beginning and with more behind its end. */
final class PatchedFile extends ImageInputStreamImpl {

    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final byte[] head;
    private final byte[] tail;
    private final long fileLength;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);

    /** The place in the file of the buffer's first byte. */
    private long bufferStart;

    /**
     * A file.
     *
     * @param head stands in place of as many bytes of the file
     * @param tail stands behind its last byte
     */
    PatchedFile(Path path, byte[] head, byte[] tail) throws IOException {
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.fileLength = channel.size();
        this.head = head;
        this.tail = tail;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        if (streamPos >= length()) {
            return -1;
        }
        byte next;
        if (streamPos < head.length) {
            next = head[(int) streamPos];
        } else if (streamPos >= fileLength) {
            next = tail[(int) (streamPos - fileLength)];
        } else {
            fill();
            next = buffer.get((int) (streamPos - bufferStart));
        }
        streamPos++;
        return next & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= length()) {
            return -1;
        }
        int count;
        if (streamPos < head.length) {
            count = (int) Math.min(length, head.length - streamPos);
            System.arraycopy(head, (int) streamPos, into, offset, count);
        } else if (streamPos >= fileLength) {
            int from = (int) (streamPos - fileLength);
            count = Math.min(length, tail.length - from);
            System.arraycopy(tail, from, into, offset, count);
        } else {
            fill();
            int from = (int) (streamPos - bufferStart);
            count = Math.min(length, buffer.limit() - from);
            buffer.get(from, into, offset, count);
        }
        streamPos += count;
        return count;
    }

    /** Has the buffer hold the byte at the place of the stream. */
    private void fill() throws IOException {
        if (streamPos >= bufferStart && streamPos < bufferStart + buffer.limit()) {
            return;
        }
        buffer.clear();
        bufferStart = streamPos;
        try {
            while (buffer.position() == 0) {
                if (channel.read(buffer, bufferStart) < 0) {
                    throw new EOFException("The file became shorter");
                }
            }
        } catch (ClosedByInterruptException e) {
            throw (IOException) new InterruptedIOException().initCause(e);
        } finally {
            buffer.flip();
        }
    }

    @Override
    public long length() {
        return fileLength + tail.length;
    }

    @Override
    public void close() throws IOException {
        super.close();
        channel.close();
    }
}
