// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;

/**
 * Blends rows of packed pixels of 8 bits a sample; the numbers lie as the samples do. What is
 * transparent is seen on white, rounded to 8 bits.
 *
 * <p>The highest bit of each sample is flipped, so that it is a signed byte that is 128 less: the
 * compiler turns sums over signed bytes into vector code, and those over unsigned ones, which take
 * fourteen times as long, not. Up to four rows are added at once: that saves most of the reading
 * and writing of sums.
 */
final class ByteBlender extends RowBlender {

    private static final byte SIGN = -128;
    private static final int OPAQUE = 255;

    private final PixelFormat format;
    private final int pixelBytes;
    private byte[] a = new byte[0];
    private byte[] b = a;
    private byte[] c = a;
    private byte[] d = a;
    private MemorySegment memory;
    private int rowStride;

    ByteBlender(PixelFormat format) {
        this.format = format;
        pixelBytes = format.bytesPerPixel();
    }

    @Override
    float zero() {
        return SIGN;
    }

    @Override
    int step() {
        return pixelBytes;
    }

    @Override
    int red(int pixels) {
        return format.red();
    }

    @Override
    int green(int pixels) {
        return format.green();
    }

    @Override
    int blue(int pixels) {
        return format.blue();
    }

    @Override
    int length(int pixels) {
        return pixels * pixelBytes;
    }

    @Override
    void begin(Image image) {
        memory = image.pixels();
        rowStride = image.rowStride();
        int length = block(image) * pixelBytes;
        if (a.length < length) {
            a = new byte[length];
            b = new byte[length];
            c = new byte[length];
            d = new byte[length];
        }
    }

    @Override
    void end() {
        memory = null;
    }

    @Override
    void blend(
            int row,
            float[] weights,
            int weight,
            int count,
            int firstPixel,
            int pixels,
            float[] blended) {
        for (int pixel = 0; pixel < pixels; pixel += BLOCK) {
            int length = Math.min(BLOCK, pixels - pixel) * pixelBytes;
            int to = pixel * pixelBytes;
            long from = (long) row * rowStride + (long) (firstPixel + pixel) * pixelBytes;
            read(from, a, length);
            int tap = 1;
            if (count % 2 == 1) {
                set(a, weights[weight], blended, to, length);
            } else {
                read(from + rowStride, b, length);
                set(a, weights[weight], b, weights[weight + 1], blended, to, length);
                tap = 2;
            }
            if ((count - tap) % 4 == 2) {
                long next = from + (long) tap * rowStride;
                read(next, a, length);
                read(next + rowStride, b, length);
                add(a, weights[weight + tap], b, weights[weight + tap + 1], blended, to, length);
                tap += 2;
            }
            for (; tap < count; tap += 4) {
                long next = from + (long) tap * rowStride;
                read(next, a, length);
                read(next + rowStride, b, length);
                read(next + 2L * rowStride, c, length);
                read(next + 3L * rowStride, d, length);
                add(weights, weight + tap, blended, to, length);
            }
        }
    }

    private void read(long from, byte[] into, int length) {
        MemorySegment.copy(memory, JAVA_BYTE, from, into, 0, length);
        if (format.hasAlpha()) {
            layOnWhite(into, length);
        }
        for (int i = 0; i < length; i++) {
            into[i] ^= SIGN;
        }
    }

    private void layOnWhite(byte[] pixels, int length) {
        int alpha = format.alpha();
        int least = OPAQUE;
        for (int i = alpha; i < length; i += 4) {
            least &= pixels[i];
        }
        if (least == OPAQUE) {
            return;
        }
        for (int i = 0; i < length; i += 4) {
            int opacity = pixels[i + alpha] & 0xff;
            for (int sample = i; sample < i + 4; sample++) {
                int under = (OPAQUE - (pixels[sample] & 0xff)) * opacity;
                pixels[sample] = (byte) (OPAQUE - (under + OPAQUE / 2) / OPAQUE);
            }
        }
    }

    private static void set(byte[] a, float weight, float[] sums, int to, int length) {
        for (int i = 0; i < length; i++) {
            sums[to + i] = weight * a[i];
        }
    }

    private static void set(
            byte[] a, float weightA, byte[] b, float weightB, float[] sums, int to, int length) {
        for (int i = 0; i < length; i++) {
            sums[to + i] = weightA * a[i] + weightB * b[i];
        }
    }

    private static void add(
            byte[] a, float weightA, byte[] b, float weightB, float[] sums, int to, int length) {
        for (int i = 0; i < length; i++) {
            sums[to + i] += weightA * a[i] + weightB * b[i];
        }
    }

    private void add(float[] weights, int weight, float[] sums, int to, int length) {
        byte[] a = this.a;
        byte[] b = this.b;
        byte[] c = this.c;
        byte[] d = this.d;
        float weightA = weights[weight];
        float weightB = weights[weight + 1];
        float weightC = weights[weight + 2];
        float weightD = weights[weight + 3];
        for (int i = 0; i < length; i++) {
            sums[to + i] += weightA * a[i] + weightB * b[i] + weightC * c[i] + weightD * d[i];
        }
    }
}
