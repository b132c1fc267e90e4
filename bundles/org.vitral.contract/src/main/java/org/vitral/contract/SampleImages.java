// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.vitral.image.ColorMatrix;
import org.vitral.image.ColorRange;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.YuvEncoding;

/** Small photographs of one scene, in every format and orientation, made by a formula. */
public final class SampleImages {

    private static final YuvEncoding YUV = new YuvEncoding(ColorMatrix.BT601, ColorRange.FULL);

    private SampleImages() {}

    /** The scene as upright red, green and blue. */
    public static Image photograph(int width, int height) {
        return photograph(width, height, PixelFormat.RGB, Orientation.UPRIGHT);
    }

    /**
     * The same scene, stored otherwise: a person sees the same in each packed format with colours,
     * nearly the same in a YUV format, and its luminance in grey.
     *
     * @param width the number of columns that a person sees
     * @param height the number of rows that a person sees
     */
    public static Image photograph(
            int width, int height, PixelFormat format, Orientation orientation) {
        int rawWidth = orientation.swapsAxes() ? height : width;
        int rawHeight = orientation.swapsAxes() ? width : height;
        Storage storage = new Storage(rawWidth, rawHeight, format);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rawX = orientation.rawX(x, y, rawWidth);
                int rawY = orientation.rawY(x, y, rawHeight);
                storage.put(rawX, rawY, color(x, y, width, height));
            }
        }
        MemorySegment memory = MemorySegment.ofArray(storage.bytes);
        return format.isYuv()
                ? Image.yuv(memory, rawWidth, rawHeight, format, YUV, orientation)
                : Image.of(memory, rawWidth, rawHeight, storage.stride, format, orientation);
    }

    /** A gradient with a bright disc off the middle, so that nothing is symmetric. */
    private static int color(int x, int y, int width, int height) {
        double right = (x + 0.5) / width;
        double down = (y + 0.5) / height;
        boolean disc = Math.hypot(right - 0.35, down - 0.6) < 0.2;
        int red = (int) (disc ? 230 : 40 + 120 * right);
        int green = (int) (disc ? 200 : 30 + 160 * down);
        int blue = (int) (disc ? 90 : 200 - 100 * right * down);
        return red << 16 | green << 8 | blue;
    }

    /** The memory of one image. */
    private static final class Storage {
        private final int width;
        private final int height;
        private final PixelFormat format;
        private final int stride;
        private final byte[] bytes;
        private final ByteBuffer shorts;

        Storage(int width, int height, PixelFormat format) {
            this.width = width;
            this.height = height;
            this.format = format;
            if (format.isYuv()) {
                stride = width;
                bytes = new byte[width * height + 2 * half(width) * half(height)];
            } else {
                // A gap between the rows, as decoders leave it.
                stride = width * format.bytesPerPixel() + 2 * format.bytesPerSample();
                bytes = new byte[stride * height];
            }
            shorts = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        }

        private static int half(int side) {
            return (side + 1) / 2;
        }

        void put(int x, int y, int rgb) {
            int red = rgb >> 16;
            int green = rgb >> 8 & 0xff;
            int blue = rgb & 0xff;
            if (format.isYuv()) {
                putYuv(x, y, red, green, blue);
                return;
            }
            int at = y * stride + x * format.bytesPerPixel();
            if (format.isGray()) {
                sample(at + format.red(), luminance(red, green, blue));
                return;
            }
            sample(at + format.red(), red);
            sample(at + format.green(), green);
            sample(at + format.blue(), blue);
            if (format.hasAlpha()) {
                sample(at + format.alpha(), 255);
            }
        }

        private void putYuv(int x, int y, int red, int green, int blue) {
            int luma = luminance(red, green, blue);
            bytes[y * width + x] = (byte) luma;
            int plane = half(width) * half(height);
            int samples = format.planes() == 2 ? 2 : 1;
            int at = (y / 2 * half(width) + x / 2) * samples;
            int start = width * height - plane * samples;
            int cb = start + format.cbPlane() * plane * samples + at + format.cbOffset();
            int cr = start + format.crPlane() * plane * samples + at + format.crOffset();
            bytes[cb] = (byte) Math.clamp(Math.round(128 + 0.564 * (blue - luma)), 0, 255);
            bytes[cr] = (byte) Math.clamp(Math.round(128 + 0.713 * (red - luma)), 0, 255);
        }

        private static int luminance(int red, int green, int blue) {
            return (int) Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
        }

        private void sample(int at, int value) {
            if (format.bytesPerSample() == 1) {
                bytes[at] = (byte) value;
            } else {
                shorts.putShort(at, (short) (value * 257));
            }
        }
    }
}
