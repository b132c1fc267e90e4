// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UprightRowsTest {

    private static final YuvEncoding VIDEO = new YuvEncoding(ColorMatrix.BT601, ColorRange.LIMITED);

    @Property(tries = 1500, seed = "11")
    void rowsAreWhatTheDefinitionsSayForEveryKindOfImage(
            @ForAll PixelFormat format,
            @ForAll Orientation orientation,
            @ForAll @IntRange(min = 1, max = 90) int width,
            @ForAll @IntRange(min = 1, max = 90) int height,
            @ForAll @IntRange(min = 0, max = 5) int gap,
            @ForAll boolean onHeap,
            @ForAll long seed) {
        try (Arena arena = Arena.ofConfined()) {
            Image image =
                    new RandomImages(seed, onHeap ? null : arena)
                            .of(format, width, height, gap, orientation);
            UprightRows rows = UprightRows.of(image);
            assertEquals(image.uprightWidth(), rows.width());
            assertEquals(image.uprightHeight(), rows.height());
            assertEquals(format.isGray() ? 1 : format.hasAlpha() ? 4 : 3, rows.channels());
            byte[] row = new byte[rows.width() * rows.channels()];
            byte[] rgb = new byte[rows.width() * 3 + 2];
            for (int y = 0; y < rows.height(); y++) {
                rows.read(y, row);
                rows.readRgb(y, rgb, 2);
                for (int x = 0; x < rows.width(); x++) {
                    ReferencePixel expected = ReferencePixel.seen(image, x, y);
                    assertShows(expected, row, x * rows.channels(), rows.channels());
                    assertOnWhite(expected, rgb, 2 + x * 3);
                }
            }
        }
    }

    private static void assertShows(ReferencePixel expected, byte[] row, int at, int channels) {
        double[] values = {expected.red(), expected.green(), expected.blue(), expected.alpha()};
        for (int c = 0; c < channels; c++) {
            assertEquals(values[c], row[at + c] & 0xff, 0.501);
        }
    }

    /** An alpha of 16 bits, and the colour, are rounded before they meet. */
    private static void assertOnWhite(ReferencePixel expected, byte[] rgb, int at) {
        double[] values = {expected.red(), expected.green(), expected.blue()};
        for (int c = 0; c < 3; c++) {
            double shown = 255 - (255 - values[c]) * expected.alpha() / 255;
            assertEquals(shown, rgb[at + c] & 0xff, expected.alpha() == 255 ? 0.501 : 1.5);
        }
    }

    @Test
    void theColoursOfBarsInVideoAreThoseOfTheStandard() {
        // 100 % white, yellow, green and red in 8-bit BT.601, as of Rec. ITU-R BT.801.
        byte[] frame = {
            (byte) 235,
            (byte) 235,
            (byte) 210,
            (byte) 210,
            (byte) 145,
            (byte) 145,
            81,
            81, //
            (byte) 128,
            (byte) 128,
            16,
            (byte) 146,
            54,
            34,
            90,
            (byte) 240
        };
        Image image = yuv(frame, 8, 1, PixelFormat.NV12);
        byte[] rgb = new byte[24];
        UprightRows.of(image).readRgb(0, rgb, 0);
        int[] expected = {255, 255, 255, 255, 255, 0, 0, 255, 0, 255, 0, 0};
        for (int i = 0; i < 24; i++) {
            assertEquals(expected[i / 6 * 3 + i % 3], rgb[i] & 0xff, 2, "byte " + i);
        }
    }

    @Test
    void theChromaOfAnOddSideIsThatOfItsLastPixel() {
        byte[] frame = {100, 100, 100, 100, 100, 100, 100, 100, 100, 1, 2, 3, 4, 5, 6, 7, 8};
        UprightRows nv12 = UprightRows.of(yuv(frame, 3, 3, PixelFormat.NV12));
        byte[] planar = {100, 100, 100, 100, 100, 100, 100, 100, 100, 2, 4, 6, 8, 1, 3, 5, 7};
        UprightRows yv12 = UprightRows.of(yuv(planar, 3, 3, PixelFormat.YV12));
        byte[] one = new byte[9];
        byte[] other = new byte[9];
        for (int y = 0; y < 3; y++) {
            nv12.read(y, one);
            yv12.read(y, other);
            assertArrayEquals(one, other);
        }
        // The corner has Cb 7 and Cr 8.
        double blue = (100 - 16) * 255 / 219.0 + (7 - 128) * 1.772 * 255 / 224;
        assertEquals(Math.max(0, blue), one[8] & 0xff, 0.501);
    }

    @Test
    void whatIsTransparentIsSeenOnWhite() {
        Image image =
                Image.of(new byte[] {(byte) 200, 100, 0, 51, 9, 9, 9, 0}, 2, 1, PixelFormat.RGBA);
        byte[] rgb = new byte[6];
        UprightRows.of(image).readRgb(0, rgb, 0);
        assertArrayEquals(new byte[] {(byte) 244, (byte) 224, (byte) 204, -1, -1, -1}, rgb);
    }

    @Test
    void samplesOf16BitsAreInTheOrderOfTheMachine() {
        ByteBuffer samples = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());
        samples.putShort((short) (200 * 257)).putShort((short) (7 * 257 + 129));
        Image image = Image.of(samples.array(), 2, 1, PixelFormat.GRAY16);
        byte[] gray = new byte[2];
        UprightRows.of(image).read(0, gray);
        assertArrayEquals(new byte[] {(byte) 200, 8}, gray);
    }

    @Test
    void rowsTooLongForABandAreReadOneByOne() {
        byte[] pixels = new byte[3 * 1_500_000 * 2];
        pixels[pixels.length - 1] = 5;
        Image image =
                Image.of(
                        MemorySegment.ofArray(pixels),
                        1_500_000,
                        2,
                        3 * 1_500_000,
                        PixelFormat.RGB,
                        Orientation.ROTATED_180);
        byte[] row = new byte[3 * 1_500_000];
        UprightRows.of(image).read(0, row);
        assertEquals(5, row[2]);
    }

    @Test
    void aRowThatIsNotThereOrDoesNotFitIsRefused() {
        UprightRows rows = UprightRows.of(Image.of(new byte[12], 2, 2, PixelFormat.RGB));
        assertThrows(IndexOutOfBoundsException.class, () -> rows.read(2, new byte[6]));
        assertThrows(IndexOutOfBoundsException.class, () -> rows.read(-1, new byte[6]));
        assertThrows(IndexOutOfBoundsException.class, () -> rows.read(0, new byte[5]));
        assertThrows(IndexOutOfBoundsException.class, () -> rows.readRgb(0, new byte[6], 1));
    }

    @Test
    void aClosedImageIsNotRead() {
        Image image = yuv(new byte[6], 2, 2, PixelFormat.I420);
        UprightRows rows = UprightRows.of(image);
        image.close();
        assertThrows(IllegalStateException.class, () -> rows.read(0, new byte[6]));
    }

    @Test
    void androidsPlanesLieInOneAnother() {
        MemorySegment chroma = MemorySegment.ofArray(new byte[] {10, 20, 30, 40, 50, 60, 70, 80});
        Plane luma = Plane.ofBytes(MemorySegment.ofArray(new byte[16]), 4);
        Image android =
                Image.i420(
                        luma,
                        new Plane(chroma.asSlice(0, 7), 4, 2),
                        new Plane(chroma.asSlice(1, 7), 4, 2),
                        4,
                        4,
                        VIDEO,
                        Orientation.UPRIGHT);
        Image nv12 = Image.nv12(luma, Plane.ofPairs(chroma, 4), 4, 4, VIDEO, Orientation.UPRIGHT);
        byte[] one = new byte[12];
        byte[] other = new byte[12];
        for (int y = 0; y < 4; y++) {
            UprightRows.of(android).read(y, one);
            UprightRows.of(nv12).read(y, other);
            assertArrayEquals(other, one);
        }
        assertEquals(List.of(1, 2, 2), android.planes().stream().map(Plane::pixelStride).toList());
    }

    private static Image yuv(byte[] frame, int width, int height, PixelFormat format) {
        return Image.yuv(
                MemorySegment.ofArray(frame), width, height, format, VIDEO, Orientation.UPRIGHT);
    }
}
