// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.java2d;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vitral.model.Label;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConfidenceMask;

class MaskImagesTest {

    private static final List<Label> LABELS =
            List.of(new Label(0, "background", 0), new Label(200, "roof", 0x123456));

    @Test
    void eachPixelIsTheIndexOfItsClassAndShowsItsColour() {
        Indices mask = new Indices(2, 1, 1, MemorySegment.ofArray(new byte[] {(byte) 200, 5}));
        BufferedImage image = MaskImages.indexed(mask, LABELS);
        assertEquals(BufferedImage.TYPE_BYTE_INDEXED, image.getType());
        assertEquals(200, image.getRaster().getSample(0, 0, 0));
        assertEquals(0xff123456, image.getRGB(0, 0));
        assertEquals(0xff000000, image.getRGB(1, 0));
    }

    @Test
    void manyClassesTakeSixteenBits() {
        Indices mask =
                new Indices(1, 2, 2, MemorySegment.ofArray(new short[] {200, (short) 60_000}));
        BufferedImage image = MaskImages.indexed(mask, LABELS);
        assertEquals(16, image.getColorModel().getPixelSize());
        assertEquals(60_000, image.getRaster().getSample(0, 1, 0));
        assertEquals(0xff123456, image.getRGB(0, 0));
    }

    @Test
    void aPixelThatNoClassTookIsGreyUnlessALabelSaysOtherwise() {
        Indices bytes = new Indices(1, 1, 1, MemorySegment.ofArray(new byte[] {-1}));
        assertEquals(0xff808080, MaskImages.indexed(bytes, LABELS).getRGB(0, 0));
        Label last = new Label(255, "last", 0x010203);
        assertEquals(0xff010203, MaskImages.indexed(bytes, List.of(last)).getRGB(0, 0));
        Indices chars = new Indices(1, 1, 2, MemorySegment.ofArray(new short[] {-1}));
        assertEquals(0xff808080, MaskImages.indexed(chars, LABELS).getRGB(0, 0));
    }

    @Test
    void confidencesAreGrey() {
        BufferedImage image = MaskImages.gray(new Halves());
        assertEquals(BufferedImage.TYPE_BYTE_GRAY, image.getType());
        assertEquals(0, image.getRaster().getSample(0, 0, 0));
        assertEquals(128, image.getRaster().getSample(1, 0, 0));
    }

    private record Indices(int width, int height, int bytesPerPixel, MemorySegment pixels)
            implements CategoryMask {
        @Override
        public int label(int x, int y) {
            return toInts()[y * width + x];
        }

        @Override
        public CategoryMask copy() {
            return this;
        }
    }

    private record Halves() implements ConfidenceMask {
        @Override
        public int width() {
            return 2;
        }

        @Override
        public int height() {
            return 1;
        }

        @Override
        public MemorySegment values() {
            return MemorySegment.ofArray(new float[] {0, 0.5f});
        }

        @Override
        public float value(int x, int y) {
            return x / 2f;
        }

        @Override
        public ConfidenceMask copy() {
            return this;
        }
    }
}
