// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** LZW as GIF has it, for pixels of eight bits: GIF89a, appendix F. For one thread. */
final class GifLzw {

    private static final int PIXEL_BITS = 8;
    private static final int CLEAR = 1 << PIXEL_BITS;
    private static final int END = CLEAR + 1;
    private static final int FIRST = CLEAR + 2;
    private static final int MOST_BITS = 12;
    private static final int MOST_CODES = 1 << MOST_BITS;
    private static final int LARGEST_BLOCK = 255;

    /** The code of a known sequence and one more pixel, or 0. */
    private final short[] longer = new short[MOST_CODES << PIXEL_BITS];

    private final byte[] block = new byte[LARGEST_BLOCK + 1];
    private int blockLength;
    private int bits;
    private int bitCount;
    private int codeBits;
    private int next;

    /** Writes the pixels of one frame, in blocks. */
    void write(byte[] pixels, OutputStream out) throws IOException {
        out.write(PIXEL_BITS);
        blockLength = 0;
        bits = 0;
        bitCount = 0;
        reset();
        emit(CLEAR, out);
        int known = pixels[0] & 0xff;
        for (int i = 1; i < pixels.length; i++) {
            int pixel = pixels[i] & 0xff;
            int key = known << PIXEL_BITS | pixel;
            if (longer[key] != 0) {
                known = longer[key];
                continue;
            }
            emit(known, out);
            if (next < MOST_CODES) {
                grow();
                longer[key] = (short) next++;
            } else {
                emit(CLEAR, out);
                reset();
            }
            known = pixel;
        }
        emit(known, out);
        grow();
        emit(END, out);
        if (bitCount > 0) {
            put(bits, out);
        }
        flush(out);
        out.write(0);
    }

    private void reset() {
        Arrays.fill(longer, (short) 0);
        next = FIRST;
        codeBits = PIXEL_BITS + 1;
    }

    /** The reader takes a longer code as soon as it has a use for one. */
    private void grow() {
        if (next == 1 << codeBits && codeBits < MOST_BITS) {
            codeBits++;
        }
    }

    private void emit(int code, OutputStream out) throws IOException {
        bits |= code << bitCount;
        bitCount += codeBits;
        while (bitCount >= Byte.SIZE) {
            put(bits, out);
            bits >>>= Byte.SIZE;
            bitCount -= Byte.SIZE;
        }
    }

    private void put(int value, OutputStream out) throws IOException {
        block[++blockLength] = (byte) value;
        if (blockLength == LARGEST_BLOCK) {
            flush(out);
        }
    }

    private void flush(OutputStream out) throws IOException {
        if (blockLength > 0) {
            block[0] = (byte) blockLength;
            out.write(block, 0, blockLength + 1);
            blockLength = 0;
        }
    }
}
