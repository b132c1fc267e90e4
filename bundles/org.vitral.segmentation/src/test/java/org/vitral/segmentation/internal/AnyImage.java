// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.vitral.image.ColorMatrix;
import org.vitral.image.ColorRange;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Plane;
import org.vitral.image.YuvEncoding;

/** Noise as an image of any kind, and what is seen of it in double precision. */
final class AnyImage {

    private final Image image;

    private AnyImage(Image image) {
        this.image = image;
    }

    /**
     * Noise.
     *
     * @param gap the bytes between rows
     * @param arena where the pixels are, or null for the heap
     */
    static AnyImage noise(
            PixelFormat format,
            int width,
            int height,
            int gap,
            Orientation orientation,
            Random random,
            Arena arena) {
        if (!format.isYuv()) {
            int row = width * format.bytesPerPixel();
            MemorySegment pixels = noise((height - 1) * (row + gap) + row, random, arena);
            return new AnyImage(Image.of(pixels, width, height, row + gap, format, orientation));
        }
        List<Plane> planes = new ArrayList<>();
        int samples = format.planes() == 2 ? 2 : 1;
        for (int plane = 0; plane < format.planes(); plane++) {
            int columns = plane == 0 ? width : (width + 1) / 2;
            int rows = plane == 0 ? height : (height + 1) / 2;
            int pixelStride = plane == 0 ? 1 : samples + gap % 2;
            int row = (columns - 1) * pixelStride + (plane == 0 ? 1 : samples);
            MemorySegment memory = noise((rows - 1) * (row + gap) + row, random, arena);
            planes.add(new Plane(memory, row + gap, pixelStride));
        }
        YuvEncoding encoding =
                new YuvEncoding(
                        ColorMatrix.values()[random.nextInt(3)],
                        ColorRange.values()[random.nextInt(2)]);
        return new AnyImage(Image.yuv(planes, width, height, format, encoding, orientation));
    }

    private static MemorySegment noise(int length, Random random, Arena arena) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return arena == null ? MemorySegment.ofArray(bytes) : arena.allocateFrom(JAVA_BYTE, bytes);
    }

    Image image() {
        return image;
    }

    /** Red, green or blue of the pixel that is seen at an upright place, 0 to 255. */
    double seen(int x, int y, int channel) {
        int column = image.orientation().rawX(x, y, image.width());
        int row = image.orientation().rawY(x, y, image.height());
        PixelFormat format = image.format();
        if (format.isYuv()) {
            return yuv(column, row, channel);
        }
        int[] offsets = {format.red(), format.green(), format.blue()};
        long value = sample(column, row, offsets[channel]);
        long white = format.bytesPerSample() == 1 ? 255 : 65_535;
        if (format.hasAlpha()) {
            long alpha = sample(column, row, format.alpha());
            value = Math.round((value * alpha + white * (white - alpha)) / (double) white);
        }
        return value * 255.0 / white;
    }

    private long sample(int column, int row, int offset) {
        PixelFormat format = image.format();
        long at = (long) row * image.rowStride() + (long) column * format.bytesPerPixel() + offset;
        return format.bytesPerSample() == 1
                ? image.pixels().get(JAVA_BYTE, at) & 0xff
                : image.pixels().get(JAVA_SHORT_UNALIGNED, at) & 0xffff;
    }

    private double yuv(int column, int row, int channel) {
        PixelFormat format = image.format();
        YuvEncoding encoding = image.encoding().orElseThrow();
        double luma = at(0, 0, column, row) - encoding.range().black();
        double cb = at(format.cbPlane(), format.cbOffset(), column / 2, row / 2) - 128;
        double cr = at(format.crPlane(), format.crOffset(), column / 2, row / 2) - 128;
        double y = luma / encoding.range().lumaSpan();
        double red = y + 2 * (1 - encoding.matrix().red()) * cr / encoding.range().chromaSpan();
        double blue = y + 2 * (1 - encoding.matrix().blue()) * cb / encoding.range().chromaSpan();
        double green =
                (y - encoding.matrix().red() * red - encoding.matrix().blue() * blue)
                        / encoding.matrix().green();
        double[] rgb = {red, green, blue};
        return Math.clamp(rgb[channel] * 255, 0.0, 255.0);
    }

    private int at(int which, int offset, int column, int row) {
        Plane plane = image.planes().get(which);
        long at = (long) row * plane.rowStride() + (long) column * plane.pixelStride() + offset;
        return plane.memory().get(JAVA_BYTE, at) & 0xff;
    }
}
