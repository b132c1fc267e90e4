// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;

/** BMP, GIF, TIFF and WebP. */
class OtherFormatsTest {

    private static final BufferedImage PICTURE =
            Samples.redAndBlue(40, 30, BufferedImage.TYPE_3BYTE_BGR);

    @Test
    void bmpIsRead() throws IOException {
        try (Image image = Pixels.decode(Samples.write(PICTURE, "bmp"))) {
            Pixels.assertRedAndBlue(image, 0);
        }
    }

    @Test
    void anEmptyAlphaChannelOfABmpIsIgnored() throws IOException {
        ByteBuffer bmp = ByteBuffer.allocate(14 + 108 + 4 * 2).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put((byte) 'B').put((byte) 'M').putInt(bmp.capacity()).putInt(0).putInt(14 + 108);
        bmp.putInt(108).putInt(2).putInt(1).putShort((short) 1).putShort((short) 32);
        bmp.putInt(3).putInt(8).putInt(0).putInt(0).putInt(0).putInt(0);
        bmp.putInt(0xff0000).putInt(0xff00).putInt(0xff).putInt(0xff000000);
        bmp.position(14 + 108);
        bmp.putInt(Samples.RED).putInt(Samples.BLUE);
        try (Image image = Pixels.decode(bmp.array())) {
            assertEquals(Samples.RED, Pixels.rgb(image, 0, 0));
            assertEquals(Samples.BLUE, Pixels.rgb(image, 1, 0));
        }
    }

    @Test
    void gifIsReadWithTransparentPixelsOnWhite() throws IOException {
        byte[] red = {(byte) 255, 0, 0};
        byte[] blue = {0, (byte) 255, 0};
        IndexColorModel palette = new IndexColorModel(8, 3, red, new byte[3], blue, 2);
        BufferedImage picture = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        picture.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 1, 2});
        try (Image image = Pixels.decode(Samples.write(picture, "gif"))) {
            assertEquals(Samples.RED, Pixels.rgb(image, 0, 0));
            assertEquals(Samples.BLUE, Pixels.rgb(image, 1, 0));
            assertEquals(0xffffff, Pixels.rgb(image, 2, 0));
        }
    }

    @Test
    void theFirstFrameOfAGifIsAtItsPlaceOnTheScreen() throws IOException {
        byte[] gif = Samples.write(Samples.redAndBlue(8, 8, BufferedImage.TYPE_3BYTE_BGR), "gif");
        gif[6] = 20; // the screen's width
        gif[8] = 10; // and height
        int descriptor = 13 + (3 << (gif[10] & 7) + 1);
        while (gif[descriptor] != 0x2c) {
            descriptor++;
        }
        gif[descriptor + 1] = 5;
        try (Image image = Pixels.decode(gif)) {
            assertEquals(20, image.width());
            assertEquals(10, image.height());
            assertEquals(0xffffff, Pixels.rgb(image, 4, 0));
            assertEquals(Samples.RED, Pixels.rgb(image, 5, 0));
            assertEquals(Samples.BLUE, Pixels.rgb(image, 12, 7));
            assertEquals(0xffffff, Pixels.rgb(image, 12, 8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"None", "LZW", "Deflate", "ZLib", "PackBits", "JPEG"})
    void tiffIsReadWithEveryCompression(String compression) throws IOException {
        try (Image image = Pixels.decode(Samples.tiff(PICTURE, compression))) {
            Pixels.assertRedAndBlue(image, 4);
        }
    }

    @Test
    void tiffOfSixteenBitsIsRounded() throws IOException {
        BufferedImage gray = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        gray.getRaster().setPixels(0, 0, 2, 1, new int[] {0x80bf, 0x8140});
        try (Image image = Pixels.decode(Samples.tiff(gray, "LZW"))) {
            assertEquals(PixelFormat.GRAY, image.format());
            assertEquals(0x808080, Pixels.rgb(image, 0, 0));
            assertEquals(0x818181, Pixels.rgb(image, 1, 0));
        }
    }

    @Test
    void tiffOfFloatingPointRunsFromZeroToOne() throws IOException {
        byte[] tiff = plainTiff(1, new int[] {32}, 3, 1, floats(0.5f, 2f), 2);
        try (Image image = Pixels.decode(tiff)) {
            assertEquals(0x808080, Pixels.rgb(image, 0, 0));
            assertEquals(0xffffff, Pixels.rgb(image, 1, 0));
        }
    }

    @Test
    void tiffOfCmykIsRead() throws IOException {
        byte[] samples = {0, (byte) 255, (byte) 255, 0, (byte) 255, (byte) 255, 0, 0};
        byte[] tiff = plainTiff(5, new int[] {8, 8, 8, 8}, 1, 1, samples, 2);
        try (Image image = Pixels.decode(tiff)) {
            int red = Pixels.rgb(image, 0, 0);
            int blue = Pixels.rgb(image, 1, 0);
            assertTrue((red >> 16) > 200 && (red & 0xff) < 80, "%06x".formatted(red));
            assertTrue((blue >> 16) < 80 && (blue & 0xff) > 120, "%06x".formatted(blue));
        }
    }

    @Test
    void tiffWithAlphaIsShownOnWhite() throws IOException {
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR);
        picture.setRGB(0, 0, 0xffff0000);
        picture.setRGB(1, 0, 0x000000ff);
        try (Image image = Pixels.decode(Samples.tiff(picture, "LZW"))) {
            assertEquals(Samples.RED, Pixels.rgb(image, 0, 0));
            assertEquals(0xffffff, Pixels.rgb(image, 1, 0));
        }
    }

    @Test
    void webpIsReadLossyAndLossless() throws IOException {
        try (Image lossy = Pixels.decode(Samples.WEBP_LOSSY);
                Image lossless = Pixels.decode(Samples.WEBP_LOSSLESS)) {
            assertEquals(8, lossy.width());
            // Its colour planes have half the resolution: look away from the edge.
            Pixels.assertPixel(Samples.RED, lossy, 0, 4, 8);
            Pixels.assertPixel(Samples.BLUE, lossy, 7, 4, 8);
            Pixels.assertRedAndBlue(lossless, 0);
        }
    }

    @Test
    void webpWithAlphaIsShownOnWhite() throws IOException {
        try (Image lossless = Pixels.decode(Samples.WEBP_LOSSLESS_ALPHA);
                Image lossy = Pixels.decode(Samples.WEBP_LOSSY_ALPHA)) {
            assertEquals(Samples.RED, Pixels.rgb(lossless, 0, 0));
            assertEquals(0xffffff, Pixels.rgb(lossless, 0, 7));
            Pixels.assertPixel(Samples.BLUE, lossy, 7, 0, 8);
            assertEquals(0xffffff, Pixels.rgb(lossy, 7, 7));
        }
    }

    @Test
    void theFirstFrameOfAWebpIsAtItsPlaceOnTheCanvas() throws IOException {
        try (Image image = Pixels.decode(Samples.WEBP_ANIMATION)) {
            assertEquals(16, image.width());
            assertEquals(0xffffff, Pixels.rgb(image, 3, 4));
            assertEquals(Samples.RED, Pixels.rgb(image, 4, 4));
            assertEquals(Samples.BLUE, Pixels.rgb(image, 11, 11));
            assertEquals(0xffffff, Pixels.rgb(image, 12, 12));
        }
    }

    @Test
    void filesThatEndEarlyAreTruncated() throws IOException {
        BufferedImage noise = JpegTest.noise(32);
        assertTruncated("BMP", Samples.write(noise, "bmp"));
        assertTruncated("GIF", Samples.write(noise, "gif"));
        assertTruncated("TIFF", plainTiff(2, new int[] {8, 8, 8}, 1, 1, new byte[3000], 1000));
        assertTruncated("WebP", Samples.WEBP_LOSSY);
        assertTruncated("WebP", Samples.WEBP_LOSSLESS);
    }

    @Test
    void aSmallLossyWebpThatClaimsToBeHugeIsRefusedBeforeDecoding() throws IOException {
        byte[] webp = Samples.WEBP_LOSSY.clone();
        webp[27] = 0x3f;
        webp[29] = 0x3f;
        assertEquals(
                "The WebP data are damaged (78 compressed bytes cannot hold 16136 x 16136 pixels)",
                Pixels.refusal(webp));
    }

    private static void assertTruncated(String format, byte[] file) throws IOException {
        for (int length : new int[] {file.length / 2, file.length - file.length / 20 - 2}) {
            assertEquals(
                    "The file is truncated: the %s data end before the picture does"
                            .formatted(format),
                    Pixels.refusal(Arrays.copyOf(file, length)));
        }
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    /** An uncompressed TIFF of one row in one strip. */
    static byte[] plainTiff(
            int photometric,
            int[] bits,
            int sampleFormat,
            int orientation,
            byte[] samples,
            int width) {
        int entries = 11;
        int bitsAt = 8 + 2 + entries * 12 + 4;
        int stripAt = bitsAt + 2 * bits.length;
        ByteBuffer tiff =
                ByteBuffer.allocate(stripAt + samples.length).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
        tiff.putShort((short) entries);
        entry(tiff, 256, 4, 1, width);
        entry(tiff, 257, 4, 1, 1);
        entry(tiff, 258, 3, bits.length, bits.length == 1 ? bits[0] : bitsAt);
        entry(tiff, 259, 3, 1, 1);
        entry(tiff, 262, 3, 1, photometric);
        entry(tiff, 273, 4, 1, stripAt);
        entry(tiff, 274, 3, 1, orientation);
        entry(tiff, 277, 3, 1, bits.length);
        entry(tiff, 278, 4, 1, 1);
        entry(tiff, 279, 4, 1, samples.length);
        entry(tiff, 339, 3, 1, sampleFormat);
        tiff.putInt(0);
        for (int bit : bits) {
            tiff.putShort((short) bit);
        }
        return tiff.put(samples).array();
    }

    private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
        tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    @Test
    void samplesOfThirtyTwoBitsAreUnsigned() {
        WritableRaster raster = Raster.createBandedRaster(DataBuffer.TYPE_INT, 2, 1, 1, null);
        raster.setSample(0, 0, 0, -1);
        raster.setSample(1, 0, 0, Integer.MIN_VALUE);
        BufferedImage picture =
                new BufferedImage(
                        new ComponentColorModel(
                                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                                false,
                                false,
                                Transparency.OPAQUE,
                                DataBuffer.TYPE_INT),
                        raster,
                        false,
                        null);
        try (Image image =
                new SrgbConversion(SrgbConversion.Alpha.BLENDED, Orientation.UPRIGHT, null)
                        .apply(picture)) {
            assertEquals(0xffffff, Pixels.rgb(image, 0, 0));
            assertEquals(0x808080, Pixels.rgb(image, 1, 0));
        }
    }
}
