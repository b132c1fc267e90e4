// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class ImageTest {

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
    void aRegionKnowsWhetherItLiesInAFrame() {
        Region region = new Region(2, 3, 4, 5);
        assertTrue(region.isWithin(6, 8));
        assertEquals(false, region.isWithin(5, 8));
        assertEquals(false, region.isWithin(6, 7));
        assertThrows(IllegalArgumentException.class, () -> new Region(0, 0, 0, 1));
    }
}
