// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * What a pixel of any kind of image shows, as the definitions have it, in double precision and
 * without rounding: from 0 to 255.
 */
record ReferencePixel(double red, double green, double blue, double alpha) {

    /** The pixel that is seen at an upright place. */
    static ReferencePixel seen(Image image, int x, int y) {
        int column = image.orientation().rawX(x, y, image.width());
        int row = image.orientation().rawY(x, y, image.height());
        return image.format().isYuv() ? yuv(image, column, row) : packed(image, column, row);
    }

    private static ReferencePixel packed(Image image, int column, int row) {
        PixelFormat format = image.format();
        long at = (long) row * image.rowStride() + (long) column * format.bytesPerPixel();
        return new ReferencePixel(
                sample(image, at + format.red()),
                sample(image, at + format.green()),
                sample(image, at + format.blue()),
                format.hasAlpha() ? sample(image, at + format.alpha()) : 255);
    }

    private static double sample(Image image, long at) {
        MemorySegment memory = image.pixels();
        return image.format().bytesPerSample() == 1
                ? memory.get(JAVA_BYTE, at) & 0xff
                : (memory.get(JAVA_SHORT_UNALIGNED, at) & 0xffff) * 255.0 / 65_535;
    }

    /** Rec. ITU-R BT.601, BT.709 and BT.2020, written out. */
    private static ReferencePixel yuv(Image image, int column, int row) {
        PixelFormat format = image.format();
        Plane cbs = image.planes().get(format == PixelFormat.YV12 ? 2 : 1);
        Plane crs = image.planes().get(format == PixelFormat.I420 ? 2 : 1);
        int luma = at(image.planes().getFirst(), column, row, 0);
        int cb = at(cbs, column / 2, row / 2, format == PixelFormat.NV21 ? 1 : 0);
        int cr = at(crs, column / 2, row / 2, format == PixelFormat.NV12 ? 1 : 0);
        boolean full = image.encoding().orElseThrow().range() == ColorRange.FULL;
        double y = full ? luma / 255.0 : (luma - 16) / 219.0;
        double pb = (cb - 128) / (full ? 255.0 : 224.0);
        double pr = (cr - 128) / (full ? 255.0 : 224.0);
        double[] k =
                switch (image.encoding().orElseThrow().matrix()) {
                    case BT601 -> new double[] {0.299, 0.587, 0.114};
                    case BT709 -> new double[] {0.2126, 0.7152, 0.0722};
                    case BT2020 -> new double[] {0.2627, 0.6780, 0.0593};
                };
        double red = y + 2 * (1 - k[0]) * pr;
        double blue = y + 2 * (1 - k[2]) * pb;
        double green = (y - k[0] * red - k[2] * blue) / k[1];
        return new ReferencePixel(value(red), value(green), value(blue), 255);
    }

    private static int at(Plane plane, int column, int row, int offset) {
        long at = (long) row * plane.rowStride() + (long) column * plane.pixelStride() + offset;
        return plane.memory().get(JAVA_BYTE, at) & 0xff;
    }

    private static double value(double part) {
        return Math.clamp(part * 255, 0.0, 255.0);
    }
}
