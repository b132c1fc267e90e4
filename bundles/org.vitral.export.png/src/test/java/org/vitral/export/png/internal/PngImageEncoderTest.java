// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.png.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitral.image.ColorMatrix;
import org.vitral.image.ColorRange;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.UprightRows;
import org.vitral.image.YuvEncoding;

final class PngImageEncoderTest {

    private static final YuvEncoding VIDEO = new YuvEncoding(ColorMatrix.BT709, ColorRange.LIMITED);

    @ParameterizedTest
    @EnumSource
    void everyFormatKeepsItsColours(PixelFormat format) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            assertShowsUpright(randomImage(arena, 19, 7, format, Orientation.UPRIGHT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyOrientationStandsUpright(Orientation orientation) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            for (PixelFormat format : PixelFormat.values()) {
                assertShowsUpright(randomImage(arena, 150, 101, format, orientation));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRowAndAColumnStandUprightToo(Orientation orientation) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            assertShowsUpright(randomImage(arena, 70, 1, PixelFormat.BGR, orientation));
            assertShowsUpright(randomImage(arena, 1, 70, PixelFormat.BGR, orientation));
            assertShowsUpright(randomImage(arena, 1, 1, PixelFormat.BGR, orientation));
        }
    }

    @Test
    void theFileSaysThatItsColoursAreSrgbAndNothingElse() throws IOException {
        byte[] file = encode(Image.of(new byte[12], 2, 2, PixelFormat.RGB));
        assertEquals(List.of("IHDR", "sRGB", "IDAT", "IEND"), chunks(file));
    }

    @Test
    void aStreamThatFailsAfterAnyNumberOfBytesFailsTheEncoder() throws IOException {
        byte[] pixels = new byte[3 * 20 * 10];
        new Random(5).nextBytes(pixels);
        Image image = Image.of(pixels, 20, 10, PixelFormat.RGB);
        int length = encode(image).length;
        for (int room = 0; room < length; room++) {
            FullDisk full = new FullDisk(room);
            IOException failure =
                    assertThrows(
                            IOException.class, () -> new PngImageEncoder().encode(image, full));
            assertEquals(FullDisk.MESSAGE, failure.getMessage());
        }
        new PngImageEncoder().encode(image, new FullDisk(length));
    }

    /** So large that the compressor still has something to write when the disk is full. */
    @Test
    void aLargePictureOnAFullDiskIsTheStreamsOwnException() {
        byte[] noise = new byte[500 * 400 * 3];
        new Random(9).nextBytes(noise);
        for (int room : new int[] {0, 100, 20_000, 60_000, 300_000}) {
            IOException failure =
                    assertThrows(
                            IOException.class,
                            () ->
                                    new PngImageEncoder()
                                            .encode(
                                                    Image.of(noise, 500, 400, PixelFormat.RGB),
                                                    new FullDisk(room)));
            assertEquals(FullDisk.MESSAGE, failure.getMessage());
        }
    }

    @Test
    void aPictureWiderThanPngAllowsIsAnIoExceptionThatNamesItsWidth() {
        Image image = Image.of(new byte[17_000_000], 17_000_000, 1, PixelFormat.GRAY);
        IOException failure = assertThrows(IOException.class, () -> encode(image));
        assertEquals(
                "This encoder writes pictures of up to 16777216 columns, but this one has 17000000",
                failure.getMessage());
    }

    private static Image randomImage(
            Arena arena, int width, int height, PixelFormat format, Orientation orientation) {
        int rowStride = width * format.bytesPerPixel() + 5;
        byte[] bytes = new byte[2 * rowStride * (height + 1)];
        new Random(7).nextBytes(bytes);
        MemorySegment pixels = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
        return format.isYuv()
                ? Image.yuv(pixels, width, height, format, VIDEO, orientation)
                : Image.of(pixels, width, height, rowStride, format, orientation);
    }

    /** Rows of an image are the API's affair, and tested there. */
    private static void assertShowsUpright(Image image) throws IOException {
        BufferedImage file = ImageIO.read(new ByteArrayInputStream(encode(image)));
        UprightRows rows = UprightRows.of(image);
        assertEquals(rows.width(), file.getWidth());
        assertEquals(rows.height(), file.getHeight());
        assertEquals(rows.channels(), file.getRaster().getNumBands());
        byte[] row = new byte[rows.width() * rows.channels()];
        for (int y = 0; y < rows.height(); y++) {
            rows.read(y, row);
            byte[] written = (byte[]) file.getRaster().getDataElements(0, y, rows.width(), 1, null);
            assertArrayEquals(row, written, "row " + y);
        }
    }

    private static byte[] encode(Image image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PngImageEncoder().encode(image, out);
        return out.toByteArray();
    }

    /** The types of the chunks of a PNG file, in their order. */
    private static List<String> chunks(byte[] file) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        in.skipNBytes(8);
        List<String> types = new ArrayList<>();
        while (in.available() > 0) {
            int length = in.readInt();
            types.add(new String(in.readNBytes(4), StandardCharsets.US_ASCII));
            in.skipNBytes(length + 4L);
        }
        return types;
    }
}
