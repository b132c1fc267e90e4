// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/**
 * Rows of a YUV image, as red, green and blue. The products are numbers with {@value #BITS} bits
 * behind the point.
 */
final class YuvRows implements StoredRows {

    /** As many as leave room for 255 * 1.2 and 128 * 2.2, twice, in 32 bits. */
    private static final int BITS = 20;

    private static final int HALF = 1 << (BITS - 1);
    private static final int CHROMA_ZERO = 128;

    private final Image image;
    private final int black;
    private final int lumaScale;
    private final int crToRed;
    private final int cbToGreen;
    private final int crToGreen;
    private final int cbToBlue;
    private byte[] luma = new byte[0];
    private byte[] cb = new byte[0];
    private byte[] cr = new byte[0];

    YuvRows(Image image) {
        this.image = image;
        YuvEncoding encoding = image.encoding().orElseThrow();
        black = encoding.range().black();
        lumaScale = fixed(encoding.lumaScale());
        crToRed = fixed(encoding.crToRed());
        cbToGreen = fixed(encoding.cbToGreen());
        crToGreen = fixed(encoding.crToGreen());
        cbToBlue = fixed(encoding.cbToBlue());
    }

    private static int fixed(double factor) {
        return (int) Math.round(factor * (1 << BITS));
    }

    @Override
    public int channels() {
        return 3;
    }

    @Override
    public void read(int y, int firstPixel, int pixels, byte[] into, int at) {
        int firstChroma = firstPixel / 2;
        int chromas = (firstPixel + pixels - 1) / 2 - firstChroma + 1;
        if (luma.length < pixels) {
            luma = new byte[pixels];
            cb = new byte[pixels / 2 + 1];
            cr = new byte[pixels / 2 + 1];
        }
        PixelFormat format = image.format();
        copy(image.planes().getFirst(), 0, y, firstPixel, pixels, luma);
        Plane cbPlane = image.planes().get(format.cbPlane());
        copy(cbPlane, format.cbOffset(), y / 2, firstChroma, chromas, cb);
        Plane crPlane = image.planes().get(format.crPlane());
        copy(crPlane, format.crOffset(), y / 2, firstChroma, chromas, cr);
        for (int x = 0, to = at; x < pixels; x++, to += 3) {
            int chroma = (firstPixel + x) / 2 - firstChroma;
            int light = ((luma[x] & 0xff) - black) * lumaScale + HALF;
            int blueness = (cb[chroma] & 0xff) - CHROMA_ZERO;
            int redness = (cr[chroma] & 0xff) - CHROMA_ZERO;
            into[to] = toByte(light + redness * crToRed);
            into[to + 1] = toByte(light + blueness * cbToGreen + redness * crToGreen);
            into[to + 2] = toByte(light + blueness * cbToBlue);
        }
    }

    private static void copy(Plane plane, int offset, int row, int first, int count, byte[] into) {
        MemorySegment memory = plane.memory();
        int step = plane.pixelStride();
        long at = (long) row * plane.rowStride() + (long) first * step + offset;
        if (step == 1) {
            MemorySegment.copy(memory, JAVA_BYTE, at, into, 0, count);
            return;
        }
        for (int i = 0; i < count; i++, at += step) {
            into[i] = memory.get(JAVA_BYTE, at);
        }
    }

    private static byte toByte(int fixed) {
        return (byte) Math.max(0, Math.min(255, fixed >> BITS));
    }
}
