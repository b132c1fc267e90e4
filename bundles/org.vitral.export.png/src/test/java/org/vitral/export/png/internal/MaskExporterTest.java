// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.png.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.vitral.export.ExportSubject;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.option.OptionException;
import org.vitral.option.Options;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.MaskRowSink;

final class MaskExporterTest {

    @Test
    void everyPixelOfTheFileIsTheIndexOfItsClass() throws IOException {
        MaskOf mask = randomMask(37, 23, 21);
        BufferedImage file = read(export(mask));
        assertEquals(37, file.getWidth());
        assertEquals(23, file.getHeight());
        assertEquals(8, file.getColorModel().getPixelSize());
        assertSameIndices(mask, file);
    }

    @Test
    void thePaletteHoldsTheColoursOfTheLabels() throws IOException {
        BufferedImage file = read(export(randomMask(5, 4, 21)));
        IndexColorModel palette = assertInstanceOf(IndexColorModel.class, file.getColorModel());
        for (int i = 0; i < 21; i++) {
            assertEquals(0xff000000 | MaskOf.color(i), palette.getRGB(i), "class " + i);
        }
        assertEquals(0xff808080, palette.getRGB(21));
    }

    @Test
    void classesAbove127AreNotSigned() throws IOException {
        MaskOf mask = new MaskOf(4, 1, 256, new int[] {0, 127, 128, 255});
        BufferedImage file = read(export(mask));
        assertInstanceOf(IndexColorModel.class, file.getColorModel());
        assertSameIndices(mask, file);
    }

    @Test
    void moreThan256ClassesAreAGreyFileOf16Bits() throws IOException {
        MaskOf mask = new MaskOf(3, 2, 65_535, new int[] {0, 255, 256, 32_767, 32_768, 65_534});
        BufferedImage file = read(export(mask));
        assertEquals(BufferedImage.TYPE_USHORT_GRAY, file.getType());
        assertSameIndices(mask, file);
    }

    @Test
    void onePixelIsAFileToo() throws IOException {
        assertSameIndices(
                new MaskOf(1, 1, 2, new int[] {1}),
                read(export(new MaskOf(1, 1, 2, new int[] {1}))));
    }

    @Test
    void aStreamThatFailsAfterAnyNumberOfBytesFailsTheExport() throws IOException {
        ExportSubject subject = subject(randomMask(20, 10, 21));
        int length = export(randomMask(20, 10, 21)).length;
        assertTrue(length > 800, "the palette alone is 768 bytes, but the file is " + length);
        for (int room = 0; room < length; room++) {
            FullDisk full = new FullDisk(room);
            IOException failure =
                    assertThrows(
                            IOException.class,
                            () -> new MaskExporter().export(subject, Options.NONE, full));
            assertEquals(FullDisk.MESSAGE, failure.getMessage());
        }
        new MaskExporter().export(subject, Options.NONE, new FullDisk(length));
    }

    @Test
    void rowByRowItIsTheSameFile() throws IOException {
        for (MaskOf mask : List.of(randomMask(37, 23, 21), randomMask(5, 3, 1000))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            writeRows(mask, out);
            assertArrayEquals(export(mask), out.toByteArray());
        }
    }

    @Test
    void aStreamThatFailsAfterAnyNumberOfBytesFailsARow() throws IOException {
        MaskOf mask = randomMask(20, 10, 21);
        int length = export(mask).length;
        for (int room = 0; room < length; room++) {
            FullDisk full = new FullDisk(room);
            IOException failure = assertThrows(IOException.class, () -> writeRows(mask, full));
            assertEquals(FullDisk.MESSAGE, failure.getMessage());
        }
        writeRows(mask, new FullDisk(length));
    }

    private static void writeRows(MaskOf mask, OutputStream out) throws IOException {
        writeRows(mask, Options.NONE, out);
    }

    private static void writeRows(MaskOf mask, Options options, OutputStream out)
            throws IOException {
        CategoryMask whole = mask.categoryMask();
        MaskRowSink sink = new MaskExporter().rows(options, out);
        sink.begin(whole.width(), whole.height(), whole.bytesPerPixel(), mask.model());
        long row = (long) whole.width() * whole.bytesPerPixel();
        for (int y = 0; y < whole.height(); y++) {
            sink.row(y, whole.pixels().asSlice(y * row, row));
        }
    }

    @Test
    void aPixelThatNoClassTookKeepsItsValueAndIsGrey() throws IOException {
        BufferedImage small = read(export(new MaskOf(2, 1, 21, new int[] {3, 255})));
        assertEquals(255, small.getRaster().getSample(1, 0, 0));
        assertEquals(0xff808080, small.getRGB(1, 0));
        BufferedImage large = read(export(new MaskOf(2, 1, 300, new int[] {3, 65_535})));
        assertEquals(65_535, large.getRaster().getSample(1, 0, 0));
    }

    @Test
    void asGreyAPixelIsTheIndexOfItsClassToo() throws Exception {
        MaskOf mask = randomMask(37, 23, 21);
        BufferedImage file = read(export(mask, chosen("grey")));
        assertEquals(BufferedImage.TYPE_BYTE_GRAY, file.getType());
        assertSameIndices(mask, file);
    }

    @Test
    void asRgbaAPixelHasItsClassesColourAndNothingIsSeenOfTheBackground() throws Exception {
        MaskOf small = new MaskOf(5, 1, 21, new int[] {1, 20, 255, 0, 30}, true);
        BufferedImage file = read(export(small, chosen("rgba")));
        assertEquals(0xff000000 | MaskOf.color(1), file.getRGB(0, 0));
        assertEquals(0xff000000 | MaskOf.color(20), file.getRGB(1, 0));
        assertEquals(0, file.getRGB(2, 0), "no class");
        assertEquals(0, file.getRGB(3, 0), "background");
        assertEquals(0xff808080, file.getRGB(4, 0), "a class without a label");
        MaskOf large = new MaskOf(4, 1, 1000, new int[] {0, 999, 65_535, 255}, false);
        file = read(export(large, chosen("rgba")));
        assertEquals(0xff000000, file.getRGB(0, 0), "class 0 that is no background");
        assertEquals(0xff000000 | MaskOf.color(999), file.getRGB(1, 0));
        assertEquals(0, file.getRGB(2, 0), "no class");
        assertEquals(0xff000000 | MaskOf.color(255), file.getRGB(3, 0));
    }

    @Test
    void rowByRowItIsTheSameFileWithEachOption() throws Exception {
        for (String pixels : List.of("palette", "grey", "rgba")) {
            for (MaskOf mask : List.of(randomMask(37, 23, 21), randomMask(5, 3, 1000))) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                writeRows(mask, chosen(pixels), out);
                assertArrayEquals(export(mask, chosen(pixels)), out.toByteArray(), pixels);
            }
        }
    }

    private static Options chosen(String pixels) throws OptionException {
        return Options.read(new MaskExporter().options(), Map.of("pixels", pixels));
    }

    private static MaskOf randomMask(int width, int height, int classes) {
        return new MaskOf(
                width,
                height,
                classes,
                new Random(42).ints((long) width * height, 0, classes).toArray());
    }

    private static byte[] export(MaskOf mask) throws IOException {
        return export(mask, Options.NONE);
    }

    private static byte[] export(MaskOf mask, Options options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MaskExporter().export(subject(mask), options, out);
        return out.toByteArray();
    }

    private static ExportSubject subject(MaskOf mask) {
        byte[] photograph = new byte[mask.width() * mask.height()];
        return new ExportSubject(
                "b.jpg",
                Image.of(photograph, mask.width(), mask.height(), PixelFormat.GRAY),
                mask,
                Duration.ZERO);
    }

    private static BufferedImage read(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    private static void assertSameIndices(MaskOf mask, BufferedImage file) {
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                assertEquals(
                        mask.categoryMask().label(x, y),
                        file.getRaster().getSample(x, y, 0),
                        "at (" + x + ", " + y + ")");
            }
        }
    }
}
