// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ImageTest {

    private static final YuvEncoding JPEG = new YuvEncoding(ColorMatrix.BT601, ColorRange.FULL);

    @Test
    void theLastRowNeedsNoPadding() {
        // Two rows of two RGB pixels, eight bytes from row to row: 8 + 6 bytes.
        Image image =
                Image.of(
                        MemorySegment.ofArray(new byte[14]),
                        2,
                        2,
                        8,
                        PixelFormat.RGB,
                        Orientation.ROTATED_90);
        assertEquals(2, image.uprightWidth());
        assertTrue(image.pixels().isReadOnly());
    }

    @Test
    void memoryThatIsTooSmallIsRefusedWithTheNumbers() {
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Image.of(new byte[11], 2, 2, PixelFormat.RGB));
        assertEquals(
                "2 x 2 RGB pixels with a row stride of 6 take 12 bytes, but there are 11",
                refusal.getMessage());
    }

    @Test
    void aRowStrideShorterThanARowIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        Image.of(
                                MemorySegment.ofArray(new byte[100]),
                                4,
                                2,
                                11,
                                PixelFormat.RGB,
                                Orientation.UPRIGHT));
    }

    @Test
    void anImageWithoutPixelsIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Image.of(new byte[0], 0, 1, PixelFormat.GRAY));
    }

    @Test
    void aClosedImageGivesNoPixels() {
        Image image = Image.of(new byte[1], 1, 1, PixelFormat.GRAY);
        image.close();
        image.close();
        assertThrows(IllegalStateException.class, image::pixels);
    }

    @Test
    void aYuvImageOfOnePieceKnowsItsPlanes() {
        Image image =
                Image.yuv(
                        MemorySegment.ofArray(new byte[5 * 3 + 2 * 3 * 2]),
                        5,
                        3,
                        PixelFormat.I420,
                        JPEG,
                        Orientation.ROTATED_90);
        assertEquals("5 x 3 I420 (BT601, FULL) rotated-90", image.toString());
        assertEquals(
                List.of(15L, 6L, 6L),
                image.planes().stream().map(plane -> plane.memory().byteSize()).toList());
        assertEquals(List.of(5, 3, 3), image.planes().stream().map(Plane::rowStride).toList());
        assertTrue(image.planes().stream().allMatch(plane -> plane.memory().isReadOnly()));
        assertEquals(JPEG, image.encoding().orElseThrow());
        image.close();
        assertThrows(IllegalStateException.class, image::planes);
    }

    @Test
    void aPackedImageIsOnePlane() {
        Image image = Image.of(new byte[24], 2, 2, PixelFormat.RGB48);
        Plane plane = image.planes().getFirst();
        assertEquals(12, plane.rowStride());
        assertEquals(6, plane.pixelStride());
        assertEquals(image.pixels(), plane.memory());
        assertTrue(image.encoding().isEmpty());
        assertEquals("2 x 2 RGB48 upright", image.toString());
    }

    @Test
    void whatDoesNotFitAYuvImageIsRefusedWithTheNumbers() {
        assertRefused(
                "5 x 3 pixels in NV12 take 27 bytes, but there are 26",
                () -> yuv(new byte[26], 5, 3, PixelFormat.NV12));
        assertRefused(
                "RGB is no YUV format: Image.of makes such an image",
                () -> yuv(new byte[99], 5, 3, PixelFormat.RGB));
        assertRefused(
                "NV21 has 2 planes, and an encoding: Image.yuv makes such an image",
                () -> Image.of(new byte[99], 5, 3, PixelFormat.NV21));
        Plane luma = Plane.ofBytes(MemorySegment.ofArray(new byte[15]), 5);
        assertRefused(
                "2 bytes of chroma in NV12 lie side by side, but the pixel stride is 1",
                () -> nv12(luma, Plane.ofBytes(MemorySegment.ofArray(new byte[12]), 6)));
        assertRefused(
                "A row of 3 columns of chroma in NV12 takes 6 bytes, but the row stride is 5",
                () -> nv12(luma, Plane.ofPairs(MemorySegment.ofArray(new byte[12]), 5)));
        assertRefused(
                "3 x 2 of chroma in NV12 with a row stride of 8 take 14 bytes, but there are 13",
                () -> nv12(luma, Plane.ofPairs(MemorySegment.ofArray(new byte[13]), 8)));
        assertRefused(
                "I420 has 3 planes, but here are 1",
                () -> Image.yuv(List.of(luma), 5, 3, PixelFormat.I420, JPEG, Orientation.UPRIGHT));
        assertRefused(
                "Strides are at least 1, but the row stride is 0 and the pixel stride 1",
                () -> Plane.ofBytes(MemorySegment.ofArray(new byte[1]), 0));
    }

    @Test
    void aYuvFormatHasNoRedByte() {
        UnsupportedOperationException refusal =
                assertThrows(UnsupportedOperationException.class, PixelFormat.NV12::red);
        assertEquals(
                "A pixel in NV12 has no red, green and blue; UprightRows reads images of any format",
                refusal.getMessage());
        assertThrows(UnsupportedOperationException.class, PixelFormat.RGB::cbPlane);
    }

    private static Image yuv(byte[] frame, int width, int height, PixelFormat format) {
        return Image.yuv(
                MemorySegment.ofArray(frame), width, height, format, JPEG, Orientation.UPRIGHT);
    }

    private static Image nv12(Plane luma, Plane chroma) {
        return Image.nv12(luma, chroma, 5, 3, JPEG, Orientation.UPRIGHT);
    }

    private static void assertRefused(String sentence, Executable making) {
        assertEquals(sentence, assertThrows(IllegalArgumentException.class, making).getMessage());
    }

    @Test
    void anImageWithAnotherOrientationHasTheSamePixelsAndLife() {
        Image stored = Image.of(new byte[6], 3, 2, PixelFormat.GRAY);
        Image turned = stored.withOrientation(Orientation.ROTATED_90);
        assertEquals(2, turned.uprightWidth());
        assertEquals(3, turned.uprightHeight());
        assertEquals(3, turned.width());
        assertEquals(stored.pixels(), turned.pixels());
        assertEquals(3, turned.withOrientation(Orientation.FLIPPED).uprightWidth());
        turned.close();
        assertThrows(IllegalStateException.class, stored::pixels);
    }

    @Test
    void aYuvImageWithAnotherOrientationIsReadAsIsSaid() {
        Image stored = yuv(new byte[] {0, -1, 0, -128, -128, -128, -128}, 3, 1, PixelFormat.NV21);
        UprightRows rows = UprightRows.of(stored.withOrientation(Orientation.ROTATED_90));
        byte[] rgb = new byte[3];
        rows.read(1, rgb);
        assertEquals(3, rows.height());
        assertArrayEquals(new byte[] {-1, -1, -1}, rgb);
    }

    @Test
    void aRegionKnowsWhetherItLiesInAFrame() {
        Region region = new Region(2, 3, 4, 5);
        assertTrue(region.isWithin(6, 8));
        assertEquals(false, region.isWithin(5, 8));
        assertEquals(false, region.isWithin(6, 7));
        assertThrows(IllegalArgumentException.class, () -> new Region(0, 0, 0, 1));
    }
}
