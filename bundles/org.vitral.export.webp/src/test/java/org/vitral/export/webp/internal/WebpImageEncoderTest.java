// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.webp.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.UprightRows;

@ExtendWith(NeedsTheLibrary.class)
final class WebpImageEncoderTest {

    /**
     * How far values of a smooth picture are off in the mean; of a turned one it is more than 20.
     * Single values are compared in {@link PillowTest}: this reader in Java has some that are far
     * off where libwebp's own has none.
     */
    private static final double NEAR = 6;

    @ParameterizedTest
    @EnumSource
    void everyOrientationStandsUpright(Orientation orientation) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            assertNear(smooth(arena, 151, 101, PixelFormat.RGB, orientation));
            assertNear(smooth(arena, 151, 101, PixelFormat.RGBA, orientation));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GRAY", "RGB", "BGR", "RGBA", "BGRA"})
    void everyFormatKeepsItsColours(PixelFormat format) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            assertNear(smooth(arena, 151, 101, format, Orientation.UPRIGHT));
            assertNear(smooth(arena, 1, 1, format, Orientation.UPRIGHT));
            assertNear(smooth(arena, 1, 70, format, Orientation.UPRIGHT));
            assertNear(smooth(arena, 7, 5, format, Orientation.UPRIGHT));
        }
    }

    @Test
    void anAlphaIsKeptExactly() throws IOException {
        byte[] pixels = new byte[256 * 3 * 4];
        for (int i = 0; i < 256 * 3; i++) {
            pixels[4 * i] = (byte) 200;
            pixels[4 * i + 3] = (byte) i;
        }
        BufferedImage read = Webp.read(Webp.encoded(Image.of(pixels, 256, 3, PixelFormat.RGBA)));
        for (int i = 0; i < 256 * 3; i++) {
            assertEquals(i & 0xff, read.getRGB(i % 256, i / 256) >>> 24);
        }
    }

    @Test
    void aPictureLargerThanTheFormatIsRefusedBeforeAnythingIsWritten() {
        Image wide = Image.of(new byte[16_384], 16_384, 1, PixelFormat.GRAY);
        IOException refused =
                assertThrows(
                        IOException.class,
                        () -> new WebpImageEncoder().encode(wide, new FullDisk(0)));
        assertEquals(
                "A WebP file has at most 16383 x 16383 pixels, but this picture has 16384 x 1",
                refused.getMessage());
    }

    @Test
    void aFullDiskIsTheStreamsOwnException() throws IOException {
        Image image = Image.of(new byte[300], 10, 10, PixelFormat.RGB);
        int length = Webp.encoded(image).length;
        for (int room = 0; room < length; room++) {
            FullDisk full = new FullDisk(room);
            IOException failure =
                    assertThrows(
                            IOException.class, () -> new WebpImageEncoder().encode(image, full));
            assertEquals(FullDisk.MESSAGE, failure.getMessage());
        }
        new WebpImageEncoder().encode(image, new FullDisk(length));
    }

    /** A smooth picture: lossy compression and its halved colours change it little. */
    private static Image smooth(
            Arena arena, int width, int height, PixelFormat format, Orientation orientation) {
        int channels = format.bytesPerPixel();
        MemorySegment pixels = arena.allocate((long) width * height * channels);
        for (int i = 0; i < width * height; i++) {
            for (int c = 0; c < channels; c++) {
                int value = c == 3 ? 255 - i % 3 : 40 + i % width / 2 + i / width;
                pixels.set(JAVA_BYTE, (long) i * channels + c, (byte) (c == 0 ? value / 2 : value));
            }
        }
        return Image.of(pixels, width, height, width * channels, format, orientation);
    }

    private static void assertNear(Image image) throws IOException {
        BufferedImage read = Webp.read(Webp.encoded(image));
        UprightRows rows = UprightRows.of(image);
        assertEquals(rows.width(), read.getWidth());
        assertEquals(rows.height(), read.getHeight());
        boolean alpha = rows.channels() == 4;
        assertTrue(alpha || !read.getColorModel().hasAlpha());
        byte[] row = new byte[rows.width() * rows.channels()];
        long off = 0;
        for (int y = 0; y < rows.height(); y++) {
            rows.read(y, row);
            for (int x = 0; x < rows.width(); x++) {
                int color = read.getRGB(x, y);
                for (int c = 0; c < 3; c++) {
                    int of = rows.channels() == 1 ? x : x * rows.channels() + c;
                    off += Math.abs(Byte.toUnsignedInt(row[of]) - (color >> 16 - 8 * c & 0xff));
                }
                if (alpha) {
                    assertEquals(Byte.toUnsignedInt(row[x * 4 + 3]), color >>> 24);
                }
            }
        }
        double mean = off / 3.0 / rows.width() / rows.height();
        assertTrue(mean <= NEAR, () -> "values are off by " + mean);
    }
}
