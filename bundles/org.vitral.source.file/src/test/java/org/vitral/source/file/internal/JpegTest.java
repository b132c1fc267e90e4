// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;

class JpegTest {

    private static final BufferedImage PICTURE =
            Samples.redAndBlue(64, 32, BufferedImage.TYPE_3BYTE_BGR);

    @Test
    void baselineIsReadAsBgr() throws IOException {
        try (Image image = Pixels.decode(Samples.write(PICTURE, "jpeg"))) {
            assertEquals(PixelFormat.BGR, image.format());
            assertEquals(64, image.width());
            assertEquals(32, image.height());
            Pixels.assertRedAndBlue(image, 4);
        }
    }

    @Test
    void progressiveIsRead() throws IOException {
        try (Image image = Pixels.decode(Samples.progressiveJpeg(PICTURE))) {
            Pixels.assertRedAndBlue(image, 4);
        }
    }

    @Test
    void greyValuesAreUsedAsTheyStandInTheFile() throws IOException {
        BufferedImage gray = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
        gray.getRaster().setSamples(0, 0, 32, 32, 0, filled(32 * 32, 100));
        try (Image image = Pixels.decode(Samples.write(gray, "jpeg"))) {
            assertEquals(PixelFormat.GRAY, image.format());
            Pixels.assertPixel(0x646464, image, 5, 5, 1);
        }
    }

    @Test
    void cmykOfAdobeIsInverted() throws IOException {
        // Stored inverted: no cyan, full magenta and yellow, no black.
        try (Image image = Pixels.decode(Samples.adobeJpeg(0, 255, 0, 0, 255))) {
            int rgb = Pixels.rgb(image, 8, 8);
            assertTrue((rgb >> 16) > 200, "red in %06x".formatted(rgb));
            assertTrue((rgb >> 8 & 0xff) < 80 && (rgb & 0xff) < 80, "%06x".formatted(rgb));
        }
    }

    @Test
    void ycckOfAdobeIsRead() throws IOException {
        // As libjpeg has it, cyan is 255 less the red of YCC: Y 179, Cb 171, Cr 1 is cyan there, so
        // no cyan is stored as 255, and full magenta and yellow as 0.
        try (Image image = Pixels.decode(Samples.adobeJpeg(2, 179, 171, 1, 255))) {
            int rgb = Pixels.rgb(image, 8, 8);
            assertTrue((rgb >> 16) > 200, "red in %06x".formatted(rgb));
            assertTrue((rgb >> 8 & 0xff) < 80 && (rgb & 0xff) < 80, "%06x".formatted(rgb));
        }
    }

    @Test
    void threeComponentsWithoutMarkersAreYcbcr() throws IOException {
        byte[] jpeg = Samples.write(PICTURE, "jpeg");
        int jfifLength = ByteBuffer.wrap(jpeg).getShort(4);
        byte[] bare =
                Samples.concat(
                        Arrays.copyOf(jpeg, 2),
                        Arrays.copyOfRange(jpeg, 4 + jfifLength, jpeg.length));
        try (Image image = Pixels.decode(bare)) {
            Pixels.assertRedAndBlue(image, 4);
        }
    }

    @Test
    void anSrgbProfileChangesNothing() throws IOException {
        byte[] plain = Samples.write(PICTURE, "jpeg");
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        try (Image without = Pixels.decode(plain);
                Image with = Pixels.decode(withProfile(plain, profile, 1000))) {
            assertEquals(-1, without.pixels().mismatch(with.pixels()));
        }
    }

    @Test
    void anotherProfileIsConvertedToSrgb() throws IOException {
        BufferedImage dark = new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR);
        Arrays.fill(((DataBufferByte) dark.getRaster().getDataBuffer()).getData(), (byte) 64);
        ICC_Profile linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB);
        float[] expected =
                new ICC_ColorSpace(linear).toRGB(new float[] {64 / 255f, 64 / 255f, 64 / 255f});
        int level = Math.round(expected[0] * 255);
        byte[] file = withProfile(Samples.write(dark, "jpeg"), linear.getData(), 60000);
        try (Image image = Pixels.decode(file)) {
            assertTrue(level > 120, "linear light is brighter than its value: " + level);
            Pixels.assertPixel(level * 0x010101, image, 8, 8, 3);
        }
    }

    @Test
    void aDamagedProfileIsIgnored() throws IOException {
        byte[] plain = Samples.write(PICTURE, "jpeg");
        try (Image image = Pixels.decode(withProfile(plain, new byte[200], 200))) {
            Pixels.assertRedAndBlue(image, 4);
        }
    }

    @Test
    void bytesAfterTheEndAreIgnored() throws IOException {
        byte[] file = Samples.concat(Samples.write(PICTURE, "jpeg"), new byte[1000]);
        try (Image image = Pixels.decode(file)) {
            Pixels.assertRedAndBlue(image, 4);
        }
    }

    @Test
    void onlyTheEndMarkerMayBeMissing() throws IOException {
        byte[] file = Samples.write(PICTURE, "jpeg");
        try (Image image = Pixels.decode(Arrays.copyOf(file, file.length - 2))) {
            Pixels.assertRedAndBlue(image, 4);
        }
    }

    @Test
    void aBaselineFileThatEndsEarlyIsTruncated() throws IOException {
        byte[] file = Samples.write(noise(256), "jpeg");
        assertEquals(
                "The file is truncated: the JPEG data end before the picture does",
                Pixels.refusal(Arrays.copyOf(file, file.length * 3 / 4)));
        assertEquals(
                "The file is truncated: the JPEG data end before the picture does",
                Pixels.refusal(Arrays.copyOf(file, 300)));
    }

    @Test
    void aProgressiveFileThatLacksItsLastScanIsTruncated() throws IOException {
        byte[] file = Samples.progressiveJpeg(noise(256));
        assertEquals(
                "The file is truncated: the JPEG data end before the picture does",
                Pixels.refusal(Arrays.copyOf(file, file.length - 100)));
    }

    @Test
    void aFileThatWasCutAndClosedAgainIsDamaged() throws IOException {
        byte[] file = Samples.write(noise(256), "jpeg");
        byte[] cut = Arrays.copyOf(file, file.length / 2);
        byte[] end = {(byte) 0xff, (byte) 0xd9};
        String reason = Pixels.refusal(Samples.concat(cut, end));
        assertTrue(reason.startsWith("The JPEG data are damaged ("), reason);
    }

    /** A picture whose data cannot be guessed from their beginning. */
    static BufferedImage noise(int size) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(7);
        for (int i = 0; i < size * size; i++) {
            image.setRGB(i % size, i / size, random.nextInt());
        }
        return image;
    }

    private static int[] filled(int length, int value) {
        int[] values = new int[length];
        Arrays.fill(values, value);
        return values;
    }

    /** The file with a profile in parts of at most this size. */
    private static byte[] withProfile(byte[] jpeg, byte[] profile, int partSize) {
        int parts = (profile.length + partSize - 1) / partSize;
        byte[] file = jpeg;
        // Each goes right after the start, so the last one goes in first. JFIF then is not the
        // first segment any more, as in many real files.
        for (int part = parts; part >= 1; part--) {
            int from = (part - 1) * partSize;
            int to = Math.min(profile.length, from + partSize);
            byte[] content =
                    Samples.concat(
                            "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII),
                            new byte[] {(byte) part, (byte) parts},
                            Arrays.copyOfRange(profile, from, to));
            file = Samples.withSegment(file, 0xe2, content);
        }
        return file;
    }
}
