// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitral.image.ColorMatrix;
import org.vitral.image.ColorRange;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.image.UprightRows;
import org.vitral.image.YuvEncoding;
import org.vitral.option.Options;

class OverlayRendererTest {

    private static final YuvEncoding JPEG = new YuvEncoding(ColorMatrix.BT601, ColorRange.FULL);

    private static final TestStyle TINT_ONLY = new TestStyle(0.5f, false, false);
    private static final TestStyle NO_LEGEND = new TestStyle(0.5f, true, false);

    @ParameterizedTest
    @EnumSource
    void thePictureIsUprightWhateverTheOrientationOfThePhotograph(Orientation orientation) {
        int width = 31;
        int height = 17;
        byte[] raw = noise(width * height * 3);
        Image photograph =
                Image.of(
                        MemorySegment.ofArray(raw),
                        width,
                        height,
                        width * 3,
                        PixelFormat.RGB,
                        orientation);
        int uprightWidth = photograph.uprightWidth();
        int uprightHeight = photograph.uprightHeight();
        byte[] rendered =
                render(
                        TINT_ONLY,
                        photograph,
                        Scene.empty(uprightWidth, uprightHeight, "background"));
        for (int y = 0; y < uprightHeight; y++) {
            for (int x = 0; x < uprightWidth; x++) {
                int from = orientation.rawY(x, y, height) * width + orientation.rawX(x, y, width);
                for (int channel = 0; channel < 3; channel++) {
                    assertEquals(
                            raw[from * 3 + channel],
                            rendered[(y * uprightWidth + x) * 3 + channel],
                            "at " + x + ", " + y);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPixelFormatKeepsItsColours(PixelFormat format) {
        int width = 5;
        int height = 3;
        MemorySegment noise = MemorySegment.ofArray(noise(width * height * 8));
        int rowStride = width * format.bytesPerPixel();
        Image photograph =
                format.isYuv()
                        ? Image.yuv(noise, width, height, format, JPEG, Orientation.ROTATED_90)
                        : Image.of(noise, width, height, rowStride, format, Orientation.ROTATED_90);
        UprightRows rows = UprightRows.of(photograph);
        byte[] expected = new byte[width * height * 3];
        for (int y = 0; y < rows.height(); y++) {
            rows.readRgb(y, expected, y * rows.width() * 3);
        }
        byte[] rendered = render(TINT_ONLY, photograph, Scene.empty(height, width, "background"));
        assertArrayEquals(expected, rendered);
    }

    @Test
    void rowsMayBeFartherApartThanTheyAreLong() {
        byte[] padded = {1, 2, 99, 3, 4};
        Image photograph =
                Image.of(
                        MemorySegment.ofArray(padded),
                        2,
                        2,
                        3,
                        PixelFormat.GRAY,
                        Orientation.UPRIGHT);
        byte[] rendered = render(TINT_ONLY, photograph, Scene.empty(2, 2, "background"));
        assertArrayEquals(new byte[] {1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4}, rendered);
    }

    @Test
    void aClassIsBlendedWithItsColourAndTheBackgroundIsLeftAlone() {
        Image photograph = grey(20, 20, 100);
        Scene scene = Scene.empty(20, 20, "background", "thing").withEllipse(1, 10, 10, 5, 5);
        byte[] rendered = render(TINT_ONLY, photograph, scene);
        assertArrayEquals(new int[] {100, 100, 100}, pixel(rendered, 20, 0, 0));
        int color = Scene.color(1);
        int[] blended = pixel(rendered, 20, 10, 10);
        assertEquals((100 + (color >> 16)) / 2.0, blended[0], 1);
        assertEquals((100 + (color >> 8 & 0xff)) / 2.0, blended[1], 1);
        assertEquals((100 + (color & 0xff)) / 2.0, blended[2], 1);
    }

    @Test
    void fullOpacityShowsTheColourItself() {
        Scene scene = Scene.empty(20, 20, "background", "thing").withEllipse(1, 10, 10, 5, 5);
        byte[] rendered = render(new TestStyle(1, false, false), grey(20, 20, 100), scene);
        int color = Scene.color(1);
        assertArrayEquals(
                new int[] {color >> 16, color >> 8 & 0xff, color & 0xff},
                pixel(rendered, 20, 10, 10));
    }

    @Test
    void onlyTheRegionIsDrawnOn() {
        int[] indices = new int[6 * 4];
        Arrays.fill(indices, 1);
        Scene scene = new Scene(new Region(5, 7, 6, 4), List.of("background", "thing"), indices);
        byte[] rendered = render(TINT_ONLY, grey(20, 20, 100), scene);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 20; x++) {
                boolean inside = x >= 5 && x < 11 && y >= 7 && y < 11;
                boolean changed =
                        !Arrays.equals(new int[] {100, 100, 100}, pixel(rendered, 20, x, y));
                assertEquals(inside, changed, "at " + x + ", " + y);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingOutsideTheRegionIsTouchedInATurnedFrameWithPaddedRows(Orientation orientation) {
        int width = 40;
        int height = 30;
        int stride = width * 4 + 12;
        byte[] raw = noise(stride * height);
        for (int i = 0; i < raw.length; i++) {
            // Opaque wherever a pixel has its alpha; what is between the rows stays noise.
            if (i % stride < width * 4 && i % stride % 4 == 3) {
                raw[i] = (byte) 255;
            }
        }
        Image photograph =
                Image.of(
                        MemorySegment.ofArray(raw),
                        width,
                        height,
                        stride,
                        PixelFormat.BGRA,
                        orientation);
        int uprightWidth = photograph.uprightWidth();
        int uprightHeight = photograph.uprightHeight();
        Region region = new Region(6, 9, 12, 14);
        // Background in the left half, a class in the right one: one line between them.
        int[] indices = new int[12 * 14];
        Arrays.setAll(indices, i -> i % 12 < 6 ? 0 : 1);
        Scene scene = new Scene(region, List.of("background", "thing"), indices);
        byte[] rendered = render(NO_LEGEND, photograph, scene);
        for (int y = 0; y < uprightHeight; y++) {
            for (int x = 0; x < uprightWidth; x++) {
                boolean inRows = y >= 9 && y < 23;
                int from =
                        orientation.rawY(x, y, height) * stride + orientation.rawX(x, y, width) * 4;
                int[] before = {raw[from + 2] & 0xff, raw[from + 1] & 0xff, raw[from] & 0xff};
                int[] after = pixel(rendered, uprightWidth, x, y);
                if (!inRows || x < 10 || x >= 18) {
                    assertArrayEquals(before, after, "at " + x + ", " + y);
                } else if (x >= 14) {
                    int color = Scene.color(1);
                    assertEquals((before[0] + (color >> 16)) / 2.0, after[0], 1);
                    assertEquals((before[1] + (color >> 8 & 0xff)) / 2.0, after[1], 1);
                    assertEquals((before[2] + (color & 0xff)) / 2.0, after[2], 1);
                } else if (x == 11 || x == 12) {
                    assertTrue(Arrays.stream(after).min().getAsInt() > 150, "at " + x + ", " + y);
                }
            }
        }
    }

    @Test
    void theSharesStandInOneColumn() {
        Scene scene =
                Scene.empty(640, 480, "background", "cat", "diningtable")
                        .withEllipse(1, 320, 200, 150, 150)
                        .withEllipse(2, 320, 200, 30, 30);
        byte[] rendered = render(TestStyle.DEFAULT, grey(640, 480, 0), scene);
        LegendLayout layout =
                LegendLayout.of(
                                scene.labels(),
                                new ClassColors(scene.model().labels()),
                                OutlineFont.legend(),
                                640,
                                480)
                        .orElseThrow();
        // The panel is at the bottom left; each line ends with the same sign for per cent.
        int right = (int) (layout.margin() + layout.width() - layout.padding());
        int top = (int) (480 - layout.margin() - layout.height() + layout.padding());
        int brightest = 0;
        for (int y = top; y < top + layout.swatch(); y++) {
            for (int x = right - (int) (0.8f * layout.size()); x < right; x++) {
                int first = pixel(rendered, 640, x, y)[0];
                int second = pixel(rendered, 640, x, y + (int) layout.rowHeight())[0];
                assertEquals(first, second, 2, "at " + x + ", " + y);
                brightest = Math.max(brightest, first);
            }
        }
        assertTrue(brightest > 100, "There is no sign for per cent");
    }

    @Test
    void aLineIsDrawnWhereClassesMeetAndNowhereElse() {
        Scene scene = Scene.empty(60, 60, "background", "thing").withEllipse(1, 30, 30, 20, 20);
        byte[] plain = render(TINT_ONLY, grey(60, 60, 100), scene);
        byte[] lined = render(NO_LEGEND, grey(60, 60, 100), scene);
        assertFalse(Arrays.equals(pixel(plain, 60, 30, 10), pixel(lined, 60, 30, 10)));
        assertArrayEquals(pixel(plain, 60, 30, 30), pixel(lined, 60, 30, 30));
        assertArrayEquals(pixel(plain, 60, 2, 2), pixel(lined, 60, 2, 2));
    }

    @Test
    void theLegendIsDrawnUnlessItIsSwitchedOff() {
        Scene scene = Scene.empty(300, 200, "background", "cat").withEllipse(1, 150, 100, 50, 50);
        assertFalse(
                Arrays.equals(
                        render(NO_LEGEND, grey(300, 200, 100), scene),
                        render(TestStyle.DEFAULT, grey(300, 200, 100), scene)));
    }

    @Test
    void aLabelWithLettersThatTheFontLacksStillGivesAPicture() {
        Scene scene =
                Scene.empty(300, 200, "background", "\u732b \ud83d\udc08 cat")
                        .withEllipse(1, 150, 100, 50, 50);
        assertFalse(
                Arrays.equals(
                        render(NO_LEGEND, grey(300, 200, 100), scene),
                        render(TestStyle.DEFAULT, grey(300, 200, 100), scene)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "16, 16", "3, 500", "500, 3", "4000, 3000"})
    void aPictureOfAnySizeCanBeDrawn(int width, int height) {
        Scene scene =
                Scene.empty(width, height, "background", "thing")
                        .withEllipse(1, width / 2.0, height / 2.0, width / 3.0, height / 3.0);
        byte[] rendered = render(TestStyle.DEFAULT, grey(width, height, 50), scene);
        assertEquals(width * height * 3, rendered.length);
    }

    @Test
    void theSameInputGivesTheSamePixels() {
        Scene scene = Scene.empty(300, 200, "background", "cat").withEllipse(1, 90, 80, 50, 40);
        assertArrayEquals(
                render(TestStyle.DEFAULT, grey(300, 200, 100), scene),
                render(TestStyle.DEFAULT, grey(300, 200, 100), scene));
    }

    @Test
    void aMaskOfAnotherSizeIsRefusedWithTheNumbers() {
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                render(
                                        TINT_ONLY,
                                        grey(10, 10, 0),
                                        Scene.empty(11, 10, "background")));
        assertTrue(refusal.getMessage().contains("11 x 10"), refusal.getMessage());
    }

    private static byte[] render(TestStyle style, Image photograph, Scene scene) {
        try (photograph;
                Image rendered =
                        new OverlayRenderer(null, style).render(photograph, scene, Options.NONE)) {
            assertEquals(PixelFormat.RGB, rendered.format());
            assertEquals(Orientation.UPRIGHT, rendered.orientation());
            return rendered.pixels().toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private static int[] pixel(byte[] rgb, int width, int x, int y) {
        int at = (y * width + x) * 3;
        return new int[] {rgb[at] & 0xff, rgb[at + 1] & 0xff, rgb[at + 2] & 0xff};
    }

    private static Image grey(int width, int height, int level) {
        byte[] pixels = new byte[width * height];
        Arrays.fill(pixels, (byte) level);
        return Image.of(pixels, width, height, PixelFormat.GRAY);
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(3).nextBytes(bytes);
        return bytes;
    }
}
