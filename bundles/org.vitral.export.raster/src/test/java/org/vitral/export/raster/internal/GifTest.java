// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportTarget;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.option.Options;
import org.vitral.render.Renderer;

/** What is written is read by the JDK's reader. */
final class GifTest {

    @Property(seed = "2026", tries = 80)
    void everyPixelComesBackWhateverItsSurroundings(
            @ForAll @IntRange(min = 1, max = 300) int width,
            @ForAll @IntRange(min = 1, max = 200) int height,
            @ForAll @IntRange(min = 1, max = 256) int colors,
            @ForAll @IntRange(min = 1, max = 60) int runs,
            @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.length; ) {
            byte color = (byte) random.nextInt(colors);
            for (int run = random.nextInt(runs) + 1; run > 0 && i < pixels.length; run--) {
                pixels[i++] = color;
            }
        }
        int[] palette = new Random(1).ints(256, 0, 1 << 24).toArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GifFile gif = new GifFile(out, width, height, palette, 0);
        gif.frame(pixels, palette, 50);
        gif.end();
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        byte[] read = (byte[]) image.getRaster().getDataElements(0, 0, width, height, null);
        assertArrayEquals(pixels, read);
        assertEquals(0xff000000 | palette[colors - 1], image.getColorModel().getRGB(colors - 1));
    }

    @Test
    void masksAreShownInTheExactColoursOfTheirClasses() throws Exception {
        SeenThings first = Exporting.random(37, 23, 21);
        SeenThings second = new SeenThings(37, 23, 21, new int[37 * 23]);
        MemoryTarget target = new MemoryTarget(Integer.MAX_VALUE);
        series(target, List.of(first, second), "seconds=0.25", "times=3");
        byte[] file = target.files.get("segmentation.gif");
        List<BufferedImage> frames = frames(file);
        assertEquals(2, frames.size());
        for (int i = 0; i < first.indices().length; i++) {
            assertEquals(
                    0xff000000 | SeenThings.color(first.indices()[i]),
                    frames.get(0).getRGB(i % 37, i / 37));
            assertEquals(0xff000000, frames.get(1).getRGB(i % 37, i / 37));
        }
        IIOMetadataNode control = node(file, "GraphicControlExtension");
        assertEquals("25", control.getAttribute("delayTime"));
        byte[] loop = (byte[]) node(file, "ApplicationExtension").getUserObject();
        assertArrayEquals(new byte[] {1, 2, 0}, loop);
    }

    @Test
    void aPictureOfAnotherShapeIsShownInTheMiddleOnBlack() throws Exception {
        SeenThings wide = new SeenThings(8, 4, 2, filled(32));
        SeenThings tall = new SeenThings(8, 16, 2, filled(128));
        MemoryTarget target = new MemoryTarget(Integer.MAX_VALUE);
        series(target, List.of(wide, tall));
        BufferedImage frame = frames(target.files.get("segmentation.gif")).get(1);
        assertEquals(8, frame.getWidth());
        assertEquals(4, frame.getHeight());
        for (int x = 0; x < 8; x++) {
            boolean inside = x == 3 || x == 4;
            assertEquals(inside ? 0xff010203 : 0xff000000, frame.getRGB(x, 2), "column " + x);
        }
    }

    @Test
    void largePicturesAreMadeSmallerAndSmallOnesStay() throws Exception {
        MemoryTarget target = new MemoryTarget(Integer.MAX_VALUE);
        series(target, List.of(Exporting.random(90, 31, 4)), "size=30", "file=a/b.gif");
        BufferedImage frame = frames(target.files.get("a/b.gif")).getFirst();
        assertEquals(30, frame.getWidth());
        assertEquals(10, frame.getHeight());
    }

    @Test
    void aRendererIsFoundByItsNameAndMakesThePictures() throws Exception {
        GifExporter exporter = new GifExporter();
        exporter.renderers =
                List.of(
                        Map.entry(Map.of(Renderer.NAME, "plain"), plain(0x102030)),
                        Map.entry(Map.of(Renderer.NAME, "plain"), plain(0xf8f8f8)),
                        Map.entry(Map.of(Renderer.NAME, "other"), plain(0x808080)));
        MemoryTarget target = new MemoryTarget(Integer.MAX_VALUE);
        series(exporter, target, List.of(Exporting.random(3, 2, 2)), "picture=plain");
        BufferedImage frame = frames(target.files.get("segmentation.gif")).getFirst();
        assertEquals(20, frame.getWidth());
        // The one that ranks highest, in the precision that 256 colours are found with.
        assertEquals(0xff, frame.getRGB(5, 5) & 0xff, 8);
        IOException unknown =
                assertThrows(
                        IOException.class,
                        () -> series(exporter, target, List.of(), "picture=unicorn"));
        assertEquals(
                "There is no picture unicorn; there are mask, other, plain", unknown.getMessage());
    }

    /** Photographs that have no colour in common: the palette of one is of no use to the other. */
    @Test
    void eachFrameKeepsItsOwnColours() throws Exception {
        byte[] greys = new byte[64 * 64 * 3];
        byte[] reds = new byte[64 * 64 * 3];
        for (int i = 0; i < 64 * 64; i++) {
            Arrays.fill(greys, 3 * i, 3 * i + 3, (byte) (i / 16));
            reds[3 * i] = (byte) (100 + i / 64);
            reds[3 * i + 1] = (byte) (i % 64);
            reds[3 * i + 2] = 20;
        }
        Iterator<byte[]> pictures = List.of(greys, reds).iterator();
        GifExporter exporter = new GifExporter();
        Renderer renderer =
                (image, segmentation, options) ->
                        Image.of(pictures.next(), 64, 64, PixelFormat.RGB);
        exporter.renderers = List.of(Map.entry(Map.of(Renderer.NAME, "next"), renderer));
        MemoryTarget target = new MemoryTarget(Integer.MAX_VALUE);
        List<SeenThings> seen = List.of(Exporting.random(3, 2, 2), Exporting.random(3, 2, 2));
        series(exporter, target, seen, "picture=next");
        List<BufferedImage> frames = frames(target.files.get("segmentation.gif"));
        assertError(greys, frames.get(0));
        assertError(reds, frames.get(1));
    }

    private static void assertError(byte[] rgb, BufferedImage frame) {
        double sum = 0;
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3;
            int shown = frame.getRGB(pixel % frame.getWidth(), pixel / frame.getWidth());
            int difference = (shown >> 16 - 8 * (i % 3) & 0xff) - (rgb[i] & 0xff);
            sum += difference * difference;
        }
        double error = Math.sqrt(sum / rgb.length);
        assertTrue(error < 8, "root of the mean square error: " + error);
    }

    private static Renderer plain(int rgb) {
        byte[] pixels = new byte[20 * 10 * 3];
        for (int i = 0; i < pixels.length; i += 3) {
            pixels[i] = (byte) (rgb >> 16);
            pixels[i + 1] = (byte) (rgb >> 8);
            pixels[i + 2] = (byte) rgb;
        }
        return (image, segmentation, options) -> Image.of(pixels, 20, 10, PixelFormat.RGB);
    }

    @Test
    void noPictureIsNoFile() throws Exception {
        MemoryTarget target = new MemoryTarget(Integer.MAX_VALUE);
        series(target, List.of());
        assertTrue(target.files.isEmpty());
    }

    @Test
    void aSeriesThatIsNotCompletedLeavesNothing() throws Exception {
        MemoryTarget target = new MemoryTarget(Integer.MAX_VALUE);
        Options options = Exporting.chosen(List.of(GifExporter.Choices.PICTURE), "picture=mask");
        try (ExportSeries series = new GifExporter().begin(target, options)) {
            series.add(Exporting.subject(Exporting.random(9, 9, 3)));
        }
        assertTrue(target.files.isEmpty());
        assertTrue(target.allClosed);
    }

    @Test
    void aStreamThatFailsAfterAnyNumberOfBytesFailsTheSeries() throws Exception {
        MemoryTarget whole = new MemoryTarget(Integer.MAX_VALUE);
        List<SeenThings> seen = List.of(Exporting.random(9, 9, 3), Exporting.random(9, 9, 3));
        series(whole, seen);
        int length = whole.files.get("segmentation.gif").length;
        for (int room = 0; room < length; room++) {
            MemoryTarget full = new MemoryTarget(room);
            IOException failure = assertThrows(IOException.class, () -> series(full, seen));
            assertEquals(FullDisk.MESSAGE, failure.getMessage());
            assertTrue(full.files.isEmpty());
            assertTrue(full.allClosed);
        }
    }

    @Test
    void aPhotographKeepsItsColoursNearly() {
        int width = 256;
        int height = 128;
        int[] photograph = new int[width * height];
        for (int i = 0; i < photograph.length; i++) {
            int x = i % width;
            int y = i / width;
            photograph[i] = x << 16 | y << 8 | 255 - x;
        }
        GifPalette palette = GifPalette.of(photograph);
        byte[] indices = palette.indices(photograph, width);
        assertEquals(256, palette.rgb().length);
        double sum = 0;
        for (int i = 0; i < photograph.length; i++) {
            int shown = palette.rgb()[indices[i] & 0xff];
            for (int shift = 0; shift <= 16; shift += 8) {
                int difference = (shown >> shift & 0xff) - (photograph[i] >> shift & 0xff);
                sum += difference * difference;
            }
        }
        double error = Math.sqrt(sum / photograph.length / 3);
        assertTrue(error < 8, "root of the mean square error: " + error);
        assertArrayEquals(indices, GifPalette.of(photograph).indices(photograph, width));
    }

    @Test
    void aSmallerPictureIsTheMeanOfWhatItCovers() {
        byte[] rgb = {
            0, 0, 0, 100, 0, 50, (byte) 200, 0, 100, 100, 30, 30, 100, 30, 30, 100, 30, 30
        };
        Image image = Image.of(rgb, 3, 2, PixelFormat.RGB);
        assertArrayEquals(
                new int[] {100 << 16 | 15 << 8 | 40}, SmallPicture.of(image, new Fit(1, 1)));
        assertArrayEquals(
                new int[] {67 << 16 | 15 << 8 | 23, 133 << 16 | 15 << 8 | 57},
                SmallPicture.of(image, new Fit(2, 1)));
        assertArrayEquals(
                new int[] {0, 0x640032, 0xc80064, 0x641e1e, 0x641e1e, 0x641e1e},
                SmallPicture.of(image, new Fit(3, 2)));
    }

    private static int[] filled(int length) {
        int[] ones = new int[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static void series(MemoryTarget target, List<SeenThings> seen, String... options)
            throws Exception {
        String[] ofMasks = Arrays.copyOf(options, options.length + 1);
        ofMasks[options.length] = "picture=mask";
        series(new GifExporter(), target, seen, ofMasks);
    }

    private static void series(
            GifExporter exporter, MemoryTarget target, List<SeenThings> seen, String... options)
            throws Exception {
        Options chosen = Exporting.chosen(exporter.options(), options);
        try (ExportSeries series = exporter.begin(target, chosen)) {
            for (SeenThings next : seen) {
                series.add(Exporting.subject(next));
            }
            series.complete();
        }
    }

    private static List<BufferedImage> frames(byte[] file) throws IOException {
        ImageReader reader = reader(file);
        List<BufferedImage> frames = new ArrayList<>();
        for (int i = 0; i < reader.getNumImages(true); i++) {
            frames.add(reader.read(i));
        }
        return frames;
    }

    private static IIOMetadataNode node(byte[] file, String name) throws IOException {
        IIOMetadataNode root =
                (IIOMetadataNode)
                        reader(file).getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0");
        return (IIOMetadataNode) root.getElementsByTagName(name).item(0);
    }

    private static ImageReader reader(byte[] file) {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
        return reader;
    }

    /** A target in memory, with room for so many bytes a file. */
    private static final class MemoryTarget implements ExportTarget {
        private final int room;
        private final Map<String, byte[]> files = new LinkedHashMap<>();
        private boolean allClosed = true;

        MemoryTarget(int room) {
            this.room = room;
        }

        @Override
        public ExportFile create(String path) {
            allClosed = false;
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            FullDisk disk = new FullDisk(room);
            return new ExportFile() {
                @Override
                public OutputStream stream() {
                    return new OutputStream() {
                        @Override
                        public void write(int b) throws IOException {
                            disk.write(b);
                            bytes.write(b);
                        }
                    };
                }

                @Override
                public void complete() {
                    assertFalse(files.containsKey(path), "completed twice");
                    files.put(path, bytes.toByteArray());
                }

                @Override
                public void close() {
                    allClosed = true;
                }
            };
        }

        @Override
        public String shown(String path) {
            return path;
        }

        @Override
        public void close() {}
    }
}
