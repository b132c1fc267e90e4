// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.lang.foreign.MemorySegment;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;

/**
 * Makes opaque 8-bit sRGB of what a reader returned. Grey values are used as they stand in the
 * file: Java2D takes its grey colour space for linear and would brighten them.
 */
final class SrgbConversion {

    /** What becomes of an alpha channel. */
    enum Alpha {
        /** Transparent pixels are shown on white. */
        BLENDED,
        /** The channel means nothing in this format. */
        IGNORED
    }

    private final Alpha alpha;
    private final Orientation orientation;
    private final byte[] profile;

    /**
     * @param profile the ICC profile that the pixels are in, or null where they are in sRGB or
     *     where the reader has put the profile into the image
     */
    SrgbConversion(Alpha alpha, Orientation orientation, byte[] profile) {
        this.alpha = alpha;
        this.orientation = orientation;
        this.profile = profile;
    }

    /** Converts an image. Where its array has a fitting layout, it is used and not copied. */
    Image apply(BufferedImage image) {
        PixelFormat layout = wrappable(image);
        if (layout != null) {
            return image(array(image), image.getWidth(), image.getHeight(), layout);
        }
        if (image.getType() == BufferedImage.TYPE_4BYTE_ABGR && isPlain(image.getRaster(), 4)) {
            return squeezeAbgr(image);
        }
        ColorModel colors = image.getColorModel();
        if (colors instanceof IndexColorModel palette) {
            return ofPalette(image.getRaster(), palette);
        }
        if (!(colors instanceof ComponentColorModel)) {
            return ofPacked(image);
        }
        return switch (colors.getColorSpace().getType()) {
            case ColorSpace.TYPE_GRAY -> ofSamples(image, 1);
            case ColorSpace.TYPE_RGB -> ofSamples(image, 3);
            case ColorSpace.TYPE_CMYK ->
                    image(
                            CmykPixels.toBgr(image),
                            image.getWidth(),
                            image.getHeight(),
                            PixelFormat.BGR);
            default -> ofPacked(image);
        };
    }

    /** The layout of an image whose array can be handed out as it is, or null. */
    private static PixelFormat wrappable(BufferedImage image) {
        return switch (image.getType()) {
            case BufferedImage.TYPE_3BYTE_BGR ->
                    isPlain(image.getRaster(), 3) ? PixelFormat.BGR : null;
            case BufferedImage.TYPE_BYTE_GRAY ->
                    isPlain(image.getRaster(), 1) ? PixelFormat.GRAY : null;
            default -> null;
        };
    }

    /** Whether the raster is the whole of its array, from the first byte on. */
    private static boolean isPlain(Raster raster, int bands) {
        return raster.getDataBuffer() instanceof DataBufferByte data
                && data.getNumBanks() == 1
                && data.getOffset() == 0
                && raster.getSampleModelTranslateX() == 0
                && raster.getSampleModelTranslateY() == 0
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel model
                && model.getPixelStride() == bands
                && model.getScanlineStride() == bands * raster.getWidth();
    }

    private static byte[] array(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    private Image image(byte[] pixels, int width, int height, PixelFormat format) {
        if (profile != null && format == PixelFormat.BGR) {
            ColorProfile.convertToSrgb(bgrRaster(pixels, width, height), profile);
        }
        return Image.of(
                MemorySegment.ofArray(pixels),
                width,
                height,
                width * format.bytesPerPixel(),
                format,
                orientation);
    }

    /** Blends and moves together in the array that the reader made: no second one is needed. */
    private Image squeezeAbgr(BufferedImage image) {
        byte[] pixels = array(image);
        boolean blend = alpha == Alpha.BLENDED;
        int to = 0;
        for (int from = 0; from + 3 < pixels.length; from += 4) {
            int a = blend ? pixels[from] & 0xff : 255;
            for (int c = 1; c <= 3; c++) {
                int value = pixels[from + c] & 0xff;
                pixels[to++] = (byte) (a == 255 ? value : onWhite(value, a));
            }
        }
        return image(pixels, image.getWidth(), image.getHeight(), PixelFormat.BGR);
    }

    /** A straight 8-bit value with its alpha, on white, rounded. */
    private static int onWhite(int value, int alpha) {
        return (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    private Image ofPalette(Raster raster, IndexColorModel palette) {
        int size = Math.max(palette.getMapSize(), 1 << Math.min(16, palette.getPixelSize()));
        byte[][] bgr = new byte[3][size];
        boolean gray = true;
        for (int i = 0; i < palette.getMapSize(); i++) {
            int a = alpha == Alpha.BLENDED ? palette.getAlpha(i) : 255;
            bgr[0][i] = (byte) onWhite(palette.getBlue(i), a);
            bgr[1][i] = (byte) onWhite(palette.getGreen(i), a);
            bgr[2][i] = (byte) onWhite(palette.getRed(i), a);
            gray &= bgr[0][i] == bgr[1][i] && bgr[1][i] == bgr[2][i];
        }
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = gray ? 1 : 3;
        byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(width, height), bands)];
        int[] row = new int[width];
        int to = 0;
        for (int y = 0; y < height; y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
            for (int index : row) {
                for (int band = 0; band < bands; band++) {
                    pixels[to++] = bgr[band][index];
                }
            }
        }
        return image(pixels, width, height, gray ? PixelFormat.GRAY : PixelFormat.BGR);
    }

    /** Pixels packed into words, or colour spaces that only Java2D knows. */
    private Image ofPacked(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
        int[] row = new int[width];
        int to = 0;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                int a = alpha == Alpha.BLENDED ? argb >>> 24 : 255;
                pixels[to++] = (byte) onWhite(argb & 0xff, a);
                pixels[to++] = (byte) onWhite(argb >> 8 & 0xff, a);
                pixels[to++] = (byte) onWhite(argb >> 16 & 0xff, a);
            }
        }
        return image(pixels, width, height, PixelFormat.BGR);
    }

    /** One sample a channel, of any depth: 8, 16 or 32 bits, or floating point from 0 to 1. */
    private Image ofSamples(BufferedImage image, int channels) {
        ColorModel colors = image.getColorModel();
        Raster raster = image.getRaster();
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        boolean blend = alpha == Alpha.BLENDED && colors.hasAlpha() && bands > channels;
        boolean premultiplied = colors.isAlphaPremultiplied();
        byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
        SampleRow row = SampleRow.of(raster);
        int to = 0;
        for (int y = 0; y < height; y++) {
            double[] samples = row.read(y);
            for (int from = 0; from < width * bands; from += bands) {
                double a = blend ? samples[from + channels] : 1;
                for (int c = channels - 1; c >= 0; c--) { // blue first
                    double value = samples[from + c];
                    double shown = premultiplied ? value + 1 - a : value * a + 1 - a;
                    double opaque = blend ? shown : value;
                    pixels[to++] = (byte) (int) (Math.clamp(opaque, 0, 1) * 255 + 0.5);
                }
            }
        }
        if (channels == 3 && !colors.getColorSpace().isCS_sRGB()) {
            ColorProfile.convertToSrgb(bgrRaster(pixels, width, height), colors.getColorSpace());
        }
        return image(pixels, width, height, channels == 1 ? PixelFormat.GRAY : PixelFormat.BGR);
    }

    /** A raster over packed BGR whose bands are red, green and blue. */
    static WritableRaster bgrRaster(byte[] pixels, int width, int height) {
        return Raster.createInterleavedRaster(
                new DataBufferByte(pixels, pixels.length),
                width,
                height,
                3 * width,
                3,
                new int[] {2, 1, 0},
                null);
    }
}
