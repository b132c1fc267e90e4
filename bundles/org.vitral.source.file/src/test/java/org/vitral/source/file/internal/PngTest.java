// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;

class PngTest {

    @Test
    void rgbIsReadAsBgr() throws IOException {
        BufferedImage picture = Samples.redAndBlue(9, 5, BufferedImage.TYPE_3BYTE_BGR);
        try (Image image = Pixels.decode(Samples.write(picture, "png"))) {
            assertEquals(PixelFormat.BGR, image.format());
            Pixels.assertRedAndBlue(image, 0);
        }
    }

    @Test
    void greyValuesAreUsedAsTheyStandInTheFile() throws IOException {
        try (Image image = Pixels.decode(Samples.write(Samples.gray(0, 64, 128, 255), "png"))) {
            assertEquals(PixelFormat.GRAY, image.format());
            assertEquals(0x404040, Pixels.rgb(image, 1, 0));
            assertEquals(0x808080, Pixels.rgb(image, 2, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void smallGreyDepthsSpanTheWholeRange(int depth) throws IOException {
        int last = (1 << depth) - 1;
        // First pixel 1, second pixel the highest value.
        int packed = 1 << 8 - depth | last << 8 - 2 * depth;
        byte[] png = png(2, 1, depth, 0, 0, packed);
        try (Image image = Pixels.decode(png)) {
            assertEquals(PixelFormat.GRAY, image.format());
            assertEquals(255 / last * 0x010101, Pixels.rgb(image, 0, 0));
            assertEquals(0xffffff, Pixels.rgb(image, 1, 0));
        }
    }

    @Test
    void sixteenBitsAreRounded() throws IOException {
        // 0x80ff is 128.498 and 0x8100 is 128.502 parts of 255.
        try (Image image = Pixels.decode(png(2, 1, 16, 0, 0, 0x80, 0xff - 0x40, 0x81, 0x40))) {
            assertEquals(PixelFormat.GRAY, image.format());
            assertEquals(0x808080, Pixels.rgb(image, 0, 0));
            assertEquals(0x818181, Pixels.rgb(image, 1, 0));
        }
    }

    @Test
    void sixteenBitRgbIsRead() throws IOException {
        try (Image image = Pixels.decode(png(1, 1, 16, 2, 0, 0xff, 0xff, 0x40, 0x40, 0, 0))) {
            assertEquals(0xff4000, Pixels.rgb(image, 0, 0));
        }
    }

    @Test
    void sixteenBitAlphaIsShownOnWhite() throws IOException {
        try (Image image = Pixels.decode(png(1, 1, 16, 6, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x80))) {
            Pixels.assertPixel(0x7f7f7f, image, 0, 0, 0);
        }
    }

    @Test
    void transparentPixelsAreShownOnWhite() throws IOException {
        BufferedImage picture = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(0, 0, 0x00123456);
        picture.setRGB(1, 0, 0x80ff0000);
        picture.setRGB(2, 0, 0xff123456);
        try (Image image = Pixels.decode(Samples.write(picture, "png"))) {
            assertEquals(PixelFormat.BGR, image.format());
            assertEquals(0xffffff, Pixels.rgb(image, 0, 0));
            assertEquals(0xff7f7f, Pixels.rgb(image, 1, 0));
            assertEquals(0x123456, Pixels.rgb(image, 2, 0));
        }
    }

    @Test
    void greyWithAlphaIsShownOnWhite() throws IOException {
        try (Image image = Pixels.decode(png(2, 1, 8, 4, 0, 100, 255, 100, 0))) {
            assertEquals(0x646464, Pixels.rgb(image, 0, 0));
            assertEquals(0xffffff, Pixels.rgb(image, 1, 0));
        }
    }

    @Test
    void aPaletteWithTransparencyIsShownOnWhite() throws IOException {
        byte[] png =
                Samples.png(
                        "IHDR", Samples.pngHeader(3, 1, 8, 3),
                        "PLTE", new byte[] {(byte) 255, 0, 0, 0, 0, (byte) 255, 9, 9, 9},
                        "tRNS", new byte[] {(byte) 255, (byte) 0},
                        "IDAT", Samples.deflate(new byte[] {0, 0, 1, 2}),
                        "IEND", new byte[0]);
        try (Image image = Pixels.decode(png)) {
            assertEquals(Samples.RED, Pixels.rgb(image, 0, 0));
            assertEquals(0xffffff, Pixels.rgb(image, 1, 0));
            assertEquals(0x090909, Pixels.rgb(image, 2, 0));
        }
    }

    @Test
    void aTransparentColourIsShownOnWhite() throws IOException {
        byte[] png =
                Samples.png(
                        "IHDR",
                        Samples.pngHeader(2, 1, 8, 2),
                        "tRNS",
                        new byte[] {0, 1, 0, 2, 0, 3},
                        "IDAT",
                        Samples.deflate(new byte[] {0, 1, 2, 3, 4, 5, 6}),
                        "IEND",
                        new byte[0]);
        try (Image image = Pixels.decode(png)) {
            assertEquals(0xffffff, Pixels.rgb(image, 0, 0));
            assertEquals(0x040506, Pixels.rgb(image, 1, 0));
        }
    }

    @Test
    void interlacedFilesAreRead() throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        var param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            BufferedImage picture = Samples.redAndBlue(19, 11, BufferedImage.TYPE_3BYTE_BGR);
            writer.write(null, new IIOImage(picture, null, null), param);
        }
        assertEquals(1, bytes.toByteArray()[28], "interlaced");
        try (Image image = Pixels.decode(bytes.toByteArray())) {
            Pixels.assertRedAndBlue(image, 0);
        }
    }

    @Test
    void aProfileIsConvertedToSrgb() throws IOException {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] png =
                Samples.png(
                        "IHDR", Samples.pngHeader(1, 1, 8, 2),
                        "iCCP", Samples.concat(new byte[] {'x', 0, 0}, Samples.deflate(linear)),
                        "IDAT", Samples.deflate(new byte[] {0, 64, 64, 64}),
                        "IEND", new byte[0]);
        try (Image image = Pixels.decode(png)) {
            // The sRGB curve: 1.055 * (64 / 255) ^ (1 / 2.4) - 0.055 = 0.5376.
            Pixels.assertPixel(0x898989, image, 0, 0, 2);
        }
    }

    @Test
    void aWrongCheckSumIsDamage() throws IOException {
        byte[] png = Samples.write(JpegTest.noise(32), "png");
        png[png.length / 2] ^= 4;
        assertEquals(
                "The PNG data are damaged (the check sum of a chunk IDAT is wrong)",
                Pixels.refusal(png));
    }

    @Test
    void aFileThatEndsEarlyIsTruncated() throws IOException {
        byte[] png = Samples.write(JpegTest.noise(32), "png");
        for (int length : new int[] {17, 40, png.length / 2, png.length - 12, png.length - 1}) {
            assertEquals(
                    "The file is truncated: the PNG data end before the picture does",
                    Pixels.refusal(Arrays.copyOf(png, length)));
        }
    }

    @Test
    void aSmallFileThatClaimsToBeHugeIsRefusedBeforeDecoding() throws IOException {
        byte[] png =
                Samples.png(
                        "IHDR", Samples.pngHeader(20000, 20000, 1, 0),
                        "IDAT", Samples.deflate(new byte[100]),
                        "IEND", new byte[0]);
        String reason = Pixels.refusal(png);
        assertTrue(reason.contains("cannot hold 20000 x 20000 pixels"), reason);
    }

    @Test
    void premultipliedAlphaIsNotMultipliedAgain() {
        ColorModel model =
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_sRGB),
                        true,
                        true,
                        Transparency.TRANSLUCENT,
                        DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
        raster.setPixel(0, 0, new int[] {128, 0, 0, 128});
        BufferedImage picture = new BufferedImage(model, raster, true, null);
        try (Image image =
                new SrgbConversion(SrgbConversion.Alpha.BLENDED, Orientation.UPRIGHT, null)
                        .apply(picture)) {
            Pixels.assertPixel(0xff7f7f, image, 0, 0, 0);
        }
    }

    /** A PNG of one row whose bytes, after the filter's, are these. */
    private static byte[] png(int width, int height, int depth, int colorType, int... row)
            throws IOException {
        byte[] bytes = new byte[row.length];
        for (int i = 0; i < row.length; i++) {
            bytes[i] = (byte) row[i];
        }
        return Samples.png(
                "IHDR", Samples.pngHeader(width, height, depth, colorType),
                "IDAT", Samples.deflate(bytes),
                "IEND", new byte[0]);
    }
}
