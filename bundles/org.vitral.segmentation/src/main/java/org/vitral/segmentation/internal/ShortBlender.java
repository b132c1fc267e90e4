// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;

/**
 * Blends rows of packed pixels of 16 bits a sample; the numbers lie as the samples do. Nothing is
 * rounded to 8 bits. What is transparent is seen on white, rounded to 16 bits.
 */
final class ShortBlender extends RowBlender {

    /** Makes a signed number, 32,768 less, by a flip of its highest bit. */
    private static final short SIGN = -32_768;

    private static final int OPAQUE = 65_535;

    /** 65,535 are 255. */
    private static final float SCALE = 1 / 257f;

    private final PixelFormat format;
    private final int samples;
    private short[] row = new short[0];
    private MemorySegment memory;
    private int rowStride;

    ShortBlender(PixelFormat format) {
        this.format = format;
        samples = format.bytesPerPixel() / Short.BYTES;
    }

    @Override
    float zero() {
        return SIGN * SCALE;
    }

    @Override
    int step() {
        return samples;
    }

    @Override
    int red(int pixels) {
        return format.red() / Short.BYTES;
    }

    @Override
    int green(int pixels) {
        return format.green() / Short.BYTES;
    }

    @Override
    int blue(int pixels) {
        return format.blue() / Short.BYTES;
    }

    @Override
    int length(int pixels) {
        return pixels * samples;
    }

    @Override
    void begin(Image image) {
        memory = image.pixels();
        rowStride = image.rowStride();
        int length = block(image) * samples;
        if (row.length < length) {
            row = new short[length];
        }
    }

    @Override
    void end() {
        memory = null;
    }

    @Override
    void blend(
            int firstRow,
            float[] weights,
            int weight,
            int count,
            int firstPixel,
            int pixels,
            float[] blended) {
        for (int pixel = 0; pixel < pixels; pixel += BLOCK) {
            int length = Math.min(BLOCK, pixels - pixel) * samples;
            int to = pixel * samples;
            long from =
                    (long) firstRow * rowStride
                            + (long) (firstPixel + pixel) * samples * Short.BYTES;
            read(from, length);
            set(row, weights[weight] * SCALE, blended, to, length);
            for (int tap = 1; tap < count; tap++) {
                read(from + (long) tap * rowStride, length);
                add(row, weights[weight + tap] * SCALE, blended, to, length);
            }
        }
    }

    private void read(long from, int length) {
        MemorySegment.copy(memory, JAVA_SHORT_UNALIGNED, from, row, 0, length);
        if (format.hasAlpha()) {
            layOnWhite(row, length, format.alpha() / Short.BYTES);
        }
        for (int i = 0; i < length; i++) {
            row[i] ^= SIGN;
        }
    }

    private static void layOnWhite(short[] pixels, int length, int alpha) {
        for (int i = 0; i < length; i += 4) {
            int opacity = pixels[i + alpha] & 0xffff;
            if (opacity < OPAQUE) {
                for (int sample = i; sample < i + 4; sample++) {
                    long under = (long) (OPAQUE - (pixels[sample] & 0xffff)) * opacity;
                    pixels[sample] = (short) (OPAQUE - (under + OPAQUE / 2) / OPAQUE);
                }
            }
        }
    }

    private static void set(short[] row, float weight, float[] sums, int to, int length) {
        for (int i = 0; i < length; i++) {
            sums[to + i] = weight * row[i];
        }
    }

    private static void add(short[] row, float weight, float[] sums, int to, int length) {
        for (int i = 0; i < length; i++) {
            sums[to + i] += weight * row[i];
        }
    }
}
