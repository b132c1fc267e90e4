// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.model.ModelInput;
import org.vitral.model.Normalization;

class ImagePreprocessorTest {

    private static final Normalization AS_STORED = new Normalization(List.of(0f), List.of(1f));

    @ParameterizedTest
    @EnumSource(names = {"GRAY", "RGB", "BGR", "RGBA", "BGRA", "ABGR"})
    void everyPackedFormatGivesItsRedGreenAndBlue(PixelFormat format) {
        byte[] pixel = new byte[format.bytesPerPixel()];
        Arrays.fill(pixel, (byte) 255);
        pixel[format.red()] = (byte) 250;
        if (!format.isGray()) {
            pixel[format.green()] = 20;
            pixel[format.blue()] = 3;
        }
        float[] filled = fill(Image.of(pixel, 1, 1, format), new ModelInput(1, 1, AS_STORED));
        assertEquals(250, filled[0]);
        assertEquals(format.isGray() ? 250 : 20, filled[1]);
        assertEquals(format.isGray() ? 250 : 3, filled[2]);
    }

    @Test
    void whatIsTransparentIsSeenOnWhite() {
        Image image = Image.of(new byte[] {(byte) 200, 100, 0, 51}, 1, 1, PixelFormat.RGBA);
        float[] filled = fill(image, new ModelInput(1, 1, AS_STORED));
        assertEquals(244, filled[0]);
        assertEquals(224, filled[1]);
        assertEquals(204, filled[2]);
    }

    @Test
    void eachChannelIsNormalizedByItsOwnMeanAndStd() {
        Normalization normalization =
                new Normalization(List.of(10f, 20f, 30f), List.of(2f, 4f, 5f));
        Image image = Image.of(new byte[] {100, 100, 100}, 1, 1, PixelFormat.RGB);
        float[] filled = fill(image, new ModelInput(1, 1, normalization));
        assertEquals(45, filled[0]);
        assertEquals(20, filled[1]);
        assertEquals(14, filled[2]);
    }

    @ParameterizedTest
    @EnumSource
    void anOrientedImageFillsTheTensorAsItsUprightTwin(Orientation orientation) {
        int width = 37;
        int height = 23;
        byte[] raw = noise(width * height * 3);
        Image oriented =
                Image.of(
                        MemorySegment.ofArray(raw),
                        width,
                        height,
                        width * 3,
                        PixelFormat.RGB,
                        orientation);
        Image upright = upright(raw, width, height, orientation);
        Region region = new Region(3, 5, upright.width() - 8, upright.height() - 7);
        ModelInput input = new ModelInput(11, 13, AS_STORED);
        float[] expected = fill(upright, region, input);
        float[] filled = fill(oriented, region, input);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], filled[i], 1e-3, "element " + i);
        }
    }

    @Test
    void aRegionIsSeenAsIfItWereTheImage() {
        byte[] pixels = noise(40 * 30);
        Image image = Image.of(pixels, 40, 30, PixelFormat.GRAY);
        byte[] cut = new byte[20 * 10];
        for (int y = 0; y < 10; y++) {
            System.arraycopy(pixels, (y + 7) * 40 + 5, cut, y * 20, 20);
        }
        ModelInput input = new ModelInput(16, 16, AS_STORED);
        float[] expected = fill(Image.of(cut, 20, 10, PixelFormat.GRAY), input);
        float[] filled = fill(image, new Region(5, 7, 20, 10), input);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], filled[i], 1e-4, "element " + i);
        }
    }

    @Test
    void rowsMayBeFartherApartThanTheyAreLong() {
        byte[] padded = {1, 2, 99, 99, 3, 4};
        Image image =
                Image.of(
                        MemorySegment.ofArray(padded),
                        2,
                        2,
                        4,
                        PixelFormat.GRAY,
                        Orientation.UPRIGHT);
        float[] filled = fill(image, new ModelInput(2, 2, AS_STORED));
        assertEquals(1, filled[0]);
        assertEquals(2, filled[3]);
        assertEquals(3, filled[6]);
        assertEquals(4, filled[9]);
    }

    /**
     * Squares of one pixel are grey from afar; two neighbours of each six would show black and
     * white.
     */
    @Test
    void finePatternsFadeFarDown() {
        int size = 1542;
        byte[] squares = new byte[size * size];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = (byte) ((i % size + i / size) % 2 == 0 ? 0 : 255);
        }
        float[] filled =
                fill(
                        Image.of(squares, size, size, PixelFormat.GRAY),
                        new ModelInput(257, 257, AS_STORED));
        for (float value : filled) {
            assertEquals(127.5, value, 15);
        }
    }

    private static Image upright(byte[] raw, int width, int height, Orientation orientation) {
        int uprightWidth = orientation.uprightWidth(width, height);
        int uprightHeight = orientation.uprightHeight(width, height);
        byte[] pixels = new byte[raw.length];
        for (int y = 0; y < uprightHeight; y++) {
            for (int x = 0; x < uprightWidth; x++) {
                int from = orientation.rawY(x, y, height) * width + orientation.rawX(x, y, width);
                System.arraycopy(raw, from * 3, pixels, (y * uprightWidth + x) * 3, 3);
            }
        }
        return Image.of(pixels, uprightWidth, uprightHeight, PixelFormat.RGB);
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static float[] fill(Image image, ModelInput input) {
        return fill(image, new Region(0, 0, image.uprightWidth(), image.uprightHeight()), input);
    }

    private static float[] fill(Image image, Region region, ModelInput input) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment tensor =
                    arena.allocate(ValueLayout.JAVA_FLOAT, input.width() * input.height() * 3L);
            new ImagePreprocessor(input).fill(image, region, tensor);
            return tensor.toArray(ValueLayout.JAVA_FLOAT);
        }
    }
}
