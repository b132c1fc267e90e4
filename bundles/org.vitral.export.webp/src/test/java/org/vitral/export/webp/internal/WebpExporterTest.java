// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.webp.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitral.option.OptionException;
import org.vitral.option.Options;

@ExtendWith(NeedsTheLibrary.class)
final class WebpExporterTest {

    private static final int OPAQUE = 0xff000000;
    private static final int NO_CLASS = 0x808080;

    @ParameterizedTest
    @CsvSource({"1,1", "3,1", "1,5", "1021,7", "37,203", "16383,1", "1,16383"})
    void everyPixelHasTheColourOfItsClass(int width, int height) throws Exception {
        for (int classes : new int[] {2, 21, 256, 1000}) {
            MaskOf mask = Webp.random(width, height, classes);
            byte[] file = Webp.exported(mask);
            assertEquals("VP8L", Webp.firstChunk(file));
            BufferedImage read = Webp.read(file);
            assertEquals(width, read.getWidth());
            assertEquals(height, read.getHeight());
            assertFalse(read.getColorModel().hasAlpha());
            for (int i = 0; i < mask.indices().length; i++) {
                assertEquals(
                        OPAQUE | MaskOf.color(mask.indices()[i]),
                        read.getRGB(i % width, i / width));
            }
        }
    }

    @Test
    void whatNoClassTookIsGrey() throws Exception {
        BufferedImage read =
                Webp.read(Webp.exported(new MaskOf(3, 1, 21, new int[] {0, 20, 255}, true)));
        assertEquals(OPAQUE | MaskOf.color(20), read.getRGB(1, 0));
        assertEquals(OPAQUE | NO_CLASS, read.getRGB(2, 0));
    }

    @Test
    void asRgbaNothingIsSeenOfTheBackgroundAndOfWhatNoClassTook() throws Exception {
        MaskOf few = new MaskOf(5, 1, 21, new int[] {1, 20, 255, 0, 30}, true);
        BufferedImage read = Webp.read(Webp.exported(few, "pixels=rgba"));
        assertEquals(OPAQUE | MaskOf.color(1), read.getRGB(0, 0));
        assertEquals(OPAQUE | MaskOf.color(20), read.getRGB(1, 0));
        assertEquals(0, read.getRGB(2, 0));
        assertEquals(0, read.getRGB(3, 0));
        assertEquals(OPAQUE | NO_CLASS, read.getRGB(4, 0));
        MaskOf many = new MaskOf(2, 1, 1000, new int[] {999, 65_535});
        read = Webp.read(Webp.exported(many, "pixels=rgba"));
        assertEquals(OPAQUE | MaskOf.color(999), read.getRGB(0, 0));
        assertEquals(0, read.getRGB(1, 0));
    }

    @Test
    void effortChangesNoPixelOfALosslessFile() throws Exception {
        MaskOf mask = Webp.random(301, 97, 21);
        int[] best = colors(Webp.read(Webp.exported(mask, "quality=100")));
        int[] fastest = colors(Webp.read(Webp.exported(mask, "quality=0")));
        assertArrayEquals(fastest, best);
    }

    @Test
    void aLossyFileIsSmallerTheLowerItsQuality() throws Exception {
        MaskOf mask = Webp.random(301, 97, 21);
        byte[] good = Webp.exported(mask, "lossless=false", "quality=90");
        byte[] poor = Webp.exported(mask, "lossless=false", "quality=10");
        assertEquals("VP8 ", Webp.firstChunk(good));
        assertTrue(poor.length < good.length, poor.length + " and " + good.length);
        assertEquals(301, Webp.read(poor).getWidth());
    }

    @Test
    void aQualityOutsideTheScaleIsRefused() {
        OptionException refused =
                assertThrows(OptionException.class, () -> Webp.chosen("quality=101"));
        assertEquals("quality is 0 to 100, but is 101", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"16384,1", "1,16384"})
    void aMaskLargerThanTheFormatIsRefusedBeforeAnythingIsWritten(int width, int height) {
        MaskOf mask = Webp.random(width, height, 2);
        IOException refused =
                assertThrows(
                        IOException.class,
                        () ->
                                new WebpExporter()
                                        .export(Webp.subject(mask), Options.NONE, new FullDisk(0)));
        assertEquals(
                "A WebP file has at most 16383 x 16383 pixels, but this picture has %d x %d"
                        .formatted(width, height),
                refused.getMessage());
    }

    @Test
    void aStreamThatFailsAfterAnyNumberOfBytesFailsTheExport() throws Exception {
        MaskOf mask = Webp.random(20, 10, 21);
        int length = Webp.exported(mask).length;
        for (int room = 0; room < length; room++) {
            FullDisk full = new FullDisk(room);
            IOException failure =
                    assertThrows(
                            IOException.class,
                            () ->
                                    new WebpExporter()
                                            .export(Webp.subject(mask), Options.NONE, full));
            assertEquals(FullDisk.MESSAGE, failure.getMessage());
        }
        new WebpExporter().export(Webp.subject(mask), Options.NONE, new FullDisk(length));
    }

    @Test
    void severalThreadsWriteAtOnce() throws Exception {
        MaskOf mask = Webp.random(257, 131, 21);
        byte[] alone = Webp.exported(mask);
        WebpExporter exporter = new WebpExporter();
        List<Callable<byte[]>> calls = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            calls.add(
                    () -> {
                        ByteArrayOutputStream out = new ByteArrayOutputStream();
                        exporter.export(Webp.subject(mask), Options.NONE, out);
                        return out.toByteArray();
                    });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<byte[]> written : threads.invokeAll(calls)) {
                assertArrayEquals(alone, written.get());
            }
        }
    }

    private static int[] colors(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
