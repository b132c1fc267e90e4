// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitral.evaluation.TruthMask;
import org.vitral.image.ImageException;
import org.vitral.model.Label;

/** The files are written by the JDK, so that not one library reads what it wrote itself. */
class PngTruthTest {

    private static final int WIDTH = 5;
    private static final int HEIGHT = 3;

    private final List<Label> labels = Masks.labels(21);

    private TruthMask read(byte[] png) throws IOException {
        return new StreamingEvaluator()
                .readTruth(
                        new ByteArrayInputStream(png), WIDTH, HEIGHT, labels, OptionalInt.of(255));
    }

    private static int value(int x, int y, int limit) {
        return (x + 7 * y) % limit;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static BufferedImage indexed(int bits, int limit) {
        byte[] colors = new byte[1 << bits];
        // All entries have one colour: it is the index that counts.
        IndexColorModel palette = new IndexColorModel(bits, colors.length, colors, colors, colors);
        WritableRaster raster =
                bits == 8
                        ? Raster.createInterleavedRaster(
                                DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 1, null)
                        : Raster.createPackedRaster(
                                DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 1, bits, null);
        fill(raster, limit);
        return new BufferedImage(palette, raster, false, null);
    }

    private static void fill(WritableRaster raster, int limit) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                raster.setSample(x, y, 0, value(x, y, limit));
            }
        }
    }

    private static void assertValues(int limit, TruthMask truth) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                assertEquals(value(x, y, limit), truth.label(x, y), x + ", " + y);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "4, 16", "8, 21"})
    void anIndexedPngGivesItsIndicesAtEveryDepth(int bits, int limit) throws IOException {
        byte[] png = png(indexed(bits, limit));
        assertEquals(bits, png[24]);
        assertEquals(3, png[25]);
        assertValues(limit, read(png));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void aGreyPngGivesItsValuesAsIndices(int bits) throws IOException {
        BufferedImage image =
                new BufferedImage(
                        WIDTH,
                        HEIGHT,
                        bits == 8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY);
        fill(image.getRaster(), 21);
        byte[] png = png(image);
        assertEquals(bits, png[24]);
        assertEquals(0, png[25]);
        assertValues(21, read(png));
    }

    @Test
    void inAnRgbPngEachColorIsThatOfItsLabel() throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, labels.get(value(x, y, 7)).rgb());
            }
        }
        assertValues(7, read(png(image)));
        image.setRGB(0, 0, 0xe0e0c0);
        assertEquals(255, read(png(image)).label(0, 0));
    }

    @Test
    void aColorOfNoLabelOrOfSeveralIsRefused() throws IOException {
        byte[] black = png(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB));
        assertReason("The truth is RGB, and no label of the model has its colour #000000", black);
        IOException several =
                assertThrows(
                        IOException.class,
                        () ->
                                new PngTruth(
                                                WIDTH,
                                                HEIGHT,
                                                List.of(new Label(0, "a", 0), new Label(1, "b", 0)),
                                                OptionalInt.empty())
                                        .read(new ByteArrayInputStream(black)));
        assertTrue(several.getMessage().contains("more than one label"), several.getMessage());
    }

    @Test
    void vocsColorsAreThoseOfItsDevelopmentKit() {
        assertEquals(0x000000, LabelColors.vocColor(0));
        assertEquals(0x800000, LabelColors.vocColor(1));
        assertEquals(0xc00080, LabelColors.vocColor(13));
        assertEquals(0xc08080, LabelColors.vocColor(15));
        assertEquals(0xe0e0c0, LabelColors.vocColor(255));
    }

    @Test
    void aPixelOfNoClassIsRefusedWithItsPlace() throws IOException {
        BufferedImage image = indexed(8, 21);
        image.getRaster().setSample(3, 2, 0, 77);
        assertReason(
                "The truth has the value 77 at (3, 2), but the classes are 0 to 20 and 255 is"
                        + " ignored",
                png(image));
        image.getRaster().setSample(3, 2, 0, 255);
        assertEquals(255, read(png(image)).label(3, 2));
    }

    @Test
    void anotherSizeThanThePhotographsIsRefusedWithBoth() throws IOException {
        assertReason(
                "The truth is 7 x 2, but the photograph is 5 x 3",
                png(new BufferedImage(7, 2, BufferedImage.TYPE_BYTE_GRAY)));
    }

    @Test
    void transparencyIsRefused() throws IOException {
        assertReason(
                "A truth is an indexed, grey or RGB PNG of at most 8 bits a colour without"
                        + " transparency, but this one has RGB and alpha of 8 bits",
                png(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB)));
    }

    @Test
    void whatIsNoPngOrCutShortIsRefused() throws IOException {
        assertReason("The truth cannot be read as PNG: ", "no picture".getBytes("US-ASCII"));
        assertReason("The truth cannot be read as PNG: ", new byte[0]);
        byte[] png = png(indexed(8, 21));
        for (int end = 1; end < png.length - 12; end++) {
            byte[] cut = Arrays.copyOf(png, end);
            assertThrows(ImageException.class, () -> read(cut), "cut at " + end);
        }
    }

    private void assertReason(String start, byte[] png) {
        ImageException refused = assertThrows(ImageException.class, () -> read(png));
        assertTrue(refused.getMessage().startsWith(start), refused.getMessage());
    }
}
