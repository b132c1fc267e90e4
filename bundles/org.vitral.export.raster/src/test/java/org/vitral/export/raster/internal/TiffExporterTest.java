// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read by TwelveMonkeys. */
final class TiffExporterTest {

    private static final String[] COMPRESSIONS = {"deflate", "packbits", "none"};

    @Property(seed = "2026", tries = 60)
    void everyPixelIsTheIndexOfItsClass(
            @ForAll @IntRange(min = 1, max = 70) int width,
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 600) int classes,
            @ForAll boolean grey,
            @ForAll @IntRange(max = 2) int compression)
            throws Exception {
        SeenThings seen = Exporting.random(width, height, classes);
        BufferedImage file =
                exported(
                        seen,
                        "pixels=" + (grey ? "grey" : "palette"),
                        "compression=" + COMPRESSIONS[compression]);
        assertEquals(classes > 256 ? 16 : 8, file.getSampleModel().getSampleSize(0));
        assertEquals(!grey && classes <= 256, file.getColorModel() instanceof IndexColorModel);
        assertSameIndices(seen, file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "packbits", "none"})
    void manyStripsHoldLargeAreasAndNoise(String compression) throws Exception {
        Random random = new Random(8);
        int[] indices = new int[1001 * 903];
        for (int i = 0; i < indices.length; i++) {
            boolean noise = i / 1001 / 100 % 2 == 0;
            indices[i] = noise ? random.nextInt(21) : i / 90_000;
        }
        SeenThings seen = new SeenThings(1001, 903, 21, indices);
        assertSameIndices(seen, exported(seen, "compression=" + compression));
        SeenThings wide = new SeenThings(1001, 903, 1000, indices);
        assertSameIndices(wide, exported(wide, "compression=" + compression));
    }

    @Test
    void thePaletteHoldsTheColoursOfTheLabels() throws Exception {
        BufferedImage file = exported(Exporting.random(5, 4, 21));
        IndexColorModel palette = assertInstanceOf(IndexColorModel.class, file.getColorModel());
        for (int i = 0; i < 21; i++) {
            assertEquals(0xff000000 | SeenThings.color(i), palette.getRGB(i), "class " + i);
        }
        assertEquals(0xff808080, palette.getRGB(21));
    }

    @Test
    void theValuesAtTheEndsOfTheRangeAreNotSigned() throws Exception {
        SeenThings small = new SeenThings(4, 1, 256, new int[] {0, 127, 128, 255});
        assertSameIndices(small, exported(small));
        SeenThings large =
                new SeenThings(3, 2, 65_535, new int[] {0, 255, 256, 32767, 32768, 65535});
        assertSameIndices(large, exported(large));
    }

    @Test
    void asRgbaNothingIsSeenOfTheBackgroundAndOfWhatNoClassTook() throws Exception {
        SeenThings seen = new SeenThings(5, 1, 21, new int[] {1, 20, 255, 0, 30}, true);
        BufferedImage file = exported(seen, "pixels=rgba");
        assertEquals(0xff000000 | SeenThings.color(1), file.getRGB(0, 0));
        assertEquals(0xff000000 | SeenThings.color(20), file.getRGB(1, 0));
        assertEquals(0, file.getRGB(2, 0));
        assertEquals(0, file.getRGB(3, 0));
        assertEquals(0xff808080, file.getRGB(4, 0));
        SeenThings wide = new SeenThings(2, 1, 1000, new int[] {999, 65_535});
        file = exported(wide, "pixels=rgba");
        assertEquals(0xff000000 | SeenThings.color(999), file.getRGB(0, 0));
        assertEquals(0, file.getRGB(1, 0));
    }

    @Test
    void rowByRowItIsTheSameFile() throws Exception {
        for (SeenThings seen :
                List.of(Exporting.random(37, 23, 21), Exporting.random(5, 3, 1000))) {
            for (String pixels : List.of("palette", "grey", "rgba")) {
                for (String compression : COMPRESSIONS) {
                    String[] options = {"pixels=" + pixels, "compression=" + compression};
                    ByteArrayOutputStream rows = new ByteArrayOutputStream();
                    Exporting.exportRows(new TiffExporter(), seen, rows, options);
                    assertArrayEquals(
                            Exporting.export(new TiffExporter(), seen, options),
                            rows.toByteArray());
                }
            }
        }
    }

    @Test
    void compressionMakesAMaskMuchSmaller() throws Exception {
        SeenThings seen = new SeenThings(640, 480, 21, new int[640 * 480]);
        assertTrue(Exporting.export(new TiffExporter(), seen, "compression=none").length > 307_200);
        assertTrue(
                Exporting.export(new TiffExporter(), seen, "compression=packbits").length < 10_000);
        assertTrue(Exporting.export(new TiffExporter(), seen).length < 4_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "packbits", "none"})
    void aStreamThatFailsAfterAnyNumberOfBytesFailsTheExport(String compression) throws Exception {
        SeenThings seen = Exporting.random(20, 10, 21);
        String option = "compression=" + compression;
        int length = Exporting.export(new TiffExporter(), seen, option).length;
        for (int room = 0; room < length; room++) {
            FullDisk full = new FullDisk(room);
            IOException failure =
                    assertThrows(
                            IOException.class,
                            () -> Exporting.exportRows(new TiffExporter(), seen, full, option));
            assertEquals(FullDisk.MESSAGE, failure.getMessage());
        }
        Exporting.exportRows(new TiffExporter(), seen, new FullDisk(length), option);
    }

    @Test
    void aFileOfMoreThanFourGibibytesIsRefusedBeforeItIsWritten() throws Exception {
        FullDisk full = new FullDisk(0);
        var sink = new TiffMaskWriter(MaskPixels.GREY, TiffCompression.NONE, full);
        IOException failure =
                assertThrows(
                        IOException.class,
                        () -> sink.begin(70_000, 70_000, 1, Exporting.random(1, 1, 2).model()));
        assertEquals(
                "A TIFF file has at most 4 GiB, but this mask of 70000 x 70000 pixels takes 4.6",
                failure.getMessage());
    }

    private static BufferedImage exported(SeenThings seen, String... options) throws Exception {
        byte[] file = Exporting.export(new TiffExporter(), seen, options);
        ImageReader reader = new TIFFImageReaderSpi().createReaderInstance(null);
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in);
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    private static void assertSameIndices(SeenThings seen, BufferedImage file) {
        assertEquals(seen.width(), file.getWidth());
        assertEquals(seen.height(), file.getHeight());
        int[] samples =
                file.getRaster().getSamples(0, 0, seen.width(), seen.height(), 0, (int[]) null);
        assertArrayEquals(seen.indices(), samples);
    }
}
