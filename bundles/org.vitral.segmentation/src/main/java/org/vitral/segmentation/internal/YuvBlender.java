// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.image.Plane;
import org.vitral.image.YuvEncoding;

/**
 * Blends rows of YUV 4:2:0 as red, green and blue: all red numbers, then all green ones, then all
 * blue ones. Each pixel is converted and cut off at 0 and 255, as {@link YuvEncoding} says and not
 * rounded, before it is blended: the average of what is cut off is not the cut-off average. A
 * chroma sample counts for all of its two by two pixels.
 */
final class YuvBlender extends RowBlender {

    /** The bits behind the point: as many as leave room for 255 * 1.2 and 128 * 2.2, twice. */
    private static final int BITS = 20;

    private static final int WHITE = 255 << BITS;
    private static final float SCALE = 1f / (1 << BITS);

    /** Makes a signed number, 128 less, by a flip of its highest bit. */
    private static final byte SIGN = -128;

    private final PixelFormat format;

    /** What lies between samples that are apart, and they. */
    private byte[] apart = new byte[0];

    private byte[] bytes = new byte[0];
    private int[] luma = new int[0];
    private int[] cb = new int[0];
    private int[] cr = new int[0];

    private int[] halves = new int[0];
    private long[] pairs = new long[0];
    private MemorySegment pairMemory;

    /**
     * What the chroma of a pixel adds to its luma. Where the first pixel is odd, and so the second
     * one of its chroma sample, it starts at 1.
     */
    private int[] red = new int[0];

    private int[] green = new int[0];
    private int[] blue = new int[0];
    private Plane lumaPlane;
    private Plane cbPlane;
    private Plane crPlane;
    private YuvEncoding encoding;
    private int lumaScale;
    private int lumaShift;
    private int crToRed;
    private int cbToGreen;
    private int crToGreen;
    private int cbToBlue;

    YuvBlender(PixelFormat format) {
        this.format = format;
    }

    @Override
    float zero() {
        return 0;
    }

    @Override
    int step() {
        return 1;
    }

    @Override
    int red(int pixels) {
        return 0;
    }

    @Override
    int green(int pixels) {
        return pixels;
    }

    @Override
    int blue(int pixels) {
        return 2 * pixels;
    }

    @Override
    int length(int pixels) {
        return 3 * pixels;
    }

    @Override
    void begin(Image image) {
        List<Plane> planes = image.planes();
        lumaPlane = planes.getFirst();
        cbPlane = planes.get(format.cbPlane());
        crPlane = planes.get(format.crPlane());
        int length = block(image);
        if (luma.length < length) {
            bytes = new byte[length];
            luma = new int[length];
            cb = new int[length / 2 + 1];
            cr = new int[length / 2 + 1];
            halves = new int[length / 2 + 1];
            pairs = new long[length / 2 + 1];
            pairMemory = MemorySegment.ofArray(pairs);
            // An odd number of pixels ends with half a chroma sample, or begins with one.
            red = new int[length + 2];
            green = new int[length + 2];
            blue = new int[length + 2];
        }
        YuvEncoding meant = image.encoding().orElseThrow();
        if (!meant.equals(encoding)) {
            encoding = meant;
            lumaScale = fixed(meant.lumaScale());
            lumaShift = (-SIGN - meant.range().black()) * lumaScale;
            crToRed = fixed(meant.crToRed());
            cbToGreen = fixed(meant.cbToGreen());
            crToGreen = fixed(meant.crToGreen());
            cbToBlue = fixed(meant.cbToBlue());
        }
    }

    @Override
    void end() {
        lumaPlane = null;
        cbPlane = null;
        crPlane = null;
    }

    private static int fixed(double factor) {
        return (int) Math.round(factor * (1 << BITS));
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
            int length = Math.min(BLOCK, pixels - pixel);
            for (int tap = 0; tap < count; tap++) {
                if (tap == 0 || (row + tap) % 2 == 0) {
                    readChroma((row + tap) / 2, firstPixel + pixel, length);
                }
                read(lumaPlane, 0, row + tap, firstPixel + pixel, length, luma);
                float part = weights[weight + tap] * SCALE;
                boolean first = tap == 0;
                int shift = (firstPixel + pixel) % 2;
                blend(red, shift, first, part, blended, pixel, length);
                blend(green, shift, first, part, blended, pixels + pixel, length);
                blend(blue, shift, first, part, blended, 2 * pixels + pixel, length);
            }
        }
    }

    private void readChroma(int row, int firstPixel, int pixels) {
        int first = firstPixel / 2;
        int count = (firstPixel + pixels - 1) / 2 - first + 1;
        read(cbPlane, format.cbOffset(), row, first, count, cb);
        read(crPlane, format.crOffset(), row, first, count, cr);
        for (int i = 0; i < count; i++) {
            halves[i] = cr[i] * crToRed;
        }
        spread(count, red);
        for (int i = 0; i < count; i++) {
            halves[i] = cb[i] * cbToGreen + cr[i] * crToGreen;
        }
        spread(count, green);
        for (int i = 0; i < count; i++) {
            halves[i] = cb[i] * cbToBlue;
        }
        spread(count, blue);
    }

    /** Writes each number twice: as two halves of a longer one, which is vector code. */
    private void spread(int count, int[] whole) {
        int[] from = halves;
        long[] to = pairs;
        for (int i = 0; i < count; i++) {
            to[i] = from[i] & 0xffff_ffffL | (long) from[i] << Integer.SIZE;
        }
        MemorySegment.copy(pairMemory, JAVA_INT, 0, whole, 0, 2 * count);
    }

    private void read(Plane plane, int offset, int row, int first, int count, int[] into) {
        int step = plane.pixelStride();
        long at = (long) row * plane.rowStride() + (long) first * step + offset;
        byte[] samples = bytes;
        if (step == 1) {
            MemorySegment.copy(plane.memory(), JAVA_BYTE, at, samples, 0, count);
        } else {
            int length = (count - 1) * step + 1;
            if (apart.length < length) {
                apart = new byte[length];
            }
            MemorySegment.copy(plane.memory(), JAVA_BYTE, at, apart, 0, length);
            for (int i = 0, from = 0; i < count; i++, from += step) {
                samples[i] = apart[from];
            }
        }
        // Step by step, since the compiler makes vector code of each, and not of both.
        for (int i = 0; i < count; i++) {
            samples[i] ^= SIGN;
        }
        for (int i = 0; i < count; i++) {
            into[i] = samples[i];
        }
    }

    private void blend(
            int[] chroma, int at, boolean first, float weight, float[] sums, int to, int length) {
        if (first) {
            set(luma, lumaScale, lumaShift, chroma, at, weight, sums, to, length);
        } else {
            add(luma, lumaScale, lumaShift, chroma, at, weight, sums, to, length);
        }
    }

    private static void set(
            int[] luma,
            int scale,
            int shift,
            int[] chroma,
            int at,
            float weight,
            float[] sums,
            int to,
            int length) {
        for (int i = 0; i < length; i++) {
            int value = luma[i] * scale + shift + chroma[at + i];
            sums[to + i] = weight * Math.max(0, Math.min(WHITE, value));
        }
    }

    private static void add(
            int[] luma,
            int scale,
            int shift,
            int[] chroma,
            int at,
            float weight,
            float[] sums,
            int to,
            int length) {
        for (int i = 0; i < length; i++) {
            int value = luma[i] * scale + shift + chroma[at + i];
            sums[to + i] += weight * Math.max(0, Math.min(WHITE, value));
        }
    }
}
