// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.ImageRows;
import org.vitral.image.ImageTooLargeException;
import org.vitral.image.Orientation;

/** Pictures read row by row are those that are read at once. */
class RowsTest {

    private static final int WIDTH = 150;
    private static final int HEIGHT = 211;

    @TempDir Path folder;

    @TestFactory
    List<DynamicTest> rowsAreThoseOfTheWholePicture() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (int type :
                new int[] {
                    BufferedImage.TYPE_3BYTE_BGR,
                    BufferedImage.TYPE_4BYTE_ABGR,
                    BufferedImage.TYPE_BYTE_GRAY,
                    BufferedImage.TYPE_USHORT_GRAY,
                    BufferedImage.TYPE_BYTE_INDEXED,
                    BufferedImage.TYPE_BYTE_BINARY
                }) {
            add(tests, "png of type " + type, Samples.write(noise(type), "png"));
        }
        add(tests, "jpeg", Samples.write(noise(BufferedImage.TYPE_3BYTE_BGR), "jpeg"));
        add(tests, "grey jpeg", Samples.write(noise(BufferedImage.TYPE_BYTE_GRAY), "jpeg"));
        for (int type :
                new int[] {
                    BufferedImage.TYPE_3BYTE_BGR,
                    BufferedImage.TYPE_BYTE_GRAY,
                    BufferedImage.TYPE_USHORT_GRAY,
                    BufferedImage.TYPE_BYTE_INDEXED
                }) {
            for (String compression : List.of("", "LZW", "Deflate", "ZLib", "PackBits")) {
                for (boolean tiled : new boolean[] {false, true}) {
                    add(
                            tests,
                            "tiff of type %d %s %s"
                                    .formatted(type, compression, tiled ? "tiled" : "striped"),
                            tiff(noise(type), compression, tiled));
                }
            }
        }
        add(tests, "jpeg tiff", tiff(noise(BufferedImage.TYPE_3BYTE_BGR), "JPEG", true));
        add(tests, "jpeg tiff", tiff(noise(BufferedImage.TYPE_3BYTE_BGR), "JPEG", false));
        byte[] rgb = new byte[WIDTH * HEIGHT * 3];
        new Random(5).nextBytes(rgb);
        TiffFile one = TiffFile.strips(WIDTH, HEIGHT, HEIGHT);
        TiffFile tiles = TiffFile.tiles(WIDTH, HEIGHT, 64);
        for (TiffFile kind : List.of(one, TiffFile.strips(WIDTH, HEIGHT, 9), tiles)) {
            add(tests, kind.toString(), kind.of(rgb));
            add(tests, kind.asBigTiff().toString(), kind.asBigTiff().of(rgb));
            add(tests, kind.inPlanes().toString(), kind.inPlanes().of(rgb));
            for (int orientation = 2; orientation <= 8; orientation++) {
                TiffFile turned = kind.turned(orientation);
                if (orientation < 5 || kind == tiles) {
                    add(tests, turned.toString(), turned.of(rgb));
                }
            }
        }
        return tests;
    }

    private void add(List<DynamicTest> tests, String name, byte[] file) {
        tests.add(DynamicTest.dynamicTest(name, () -> compare(file)));
    }

    private void compare(byte[] file) throws IOException {
        Path path = Files.write(Files.createTempFile(folder, "rows", ""), file);
        try (Image whole = Pixels.decode(file);
                ImageRows rows = decoder(0).rows(path)) {
            assertEquals(whole.uprightWidth(), rows.width());
            assertEquals(whole.uprightHeight(), rows.height());
            assertEquals(whole.format(), rows.format());
            int rowBytes = rows.width() * rows.format().bytesPerPixel();
            MemorySegment some = MemorySegment.ofArray(new byte[7 * rowBytes]);
            for (int y = 0; y < rows.height(); y += 7) {
                int count = Math.min(7, rows.height() - y);
                rows.read(count, some);
                for (int i = 0; i < count; i++) {
                    checkRow(whole, y + i, some.asSlice((long) i * rowBytes, rowBytes));
                }
            }
            assertThrows(IllegalArgumentException.class, () -> rows.read(1, some));
        }
    }

    private static void checkRow(Image whole, int y, MemorySegment row) {
        Orientation orientation = whole.orientation();
        int bytes = whole.format().bytesPerPixel();
        for (int x = 0; x < whole.uprightWidth(); x++) {
            long at =
                    (long) orientation.rawY(x, y, whole.height()) * whole.rowStride()
                            + (long) orientation.rawX(x, y, whole.width()) * bytes;
            assertEquals(
                    -1,
                    MemorySegment.mismatch(
                            whole.pixels(),
                            at,
                            at + bytes,
                            row,
                            (long) x * bytes,
                            (x + 1L) * bytes),
                    "at (%d, %d)".formatted(x, y));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJpegOrPngKeepsTheOrderOfItsRowsOrIsRefused(Orientation orientation) throws IOException {
        byte[] exif = Samples.exif(orientation.exif(), ByteOrder.BIG_ENDIAN);
        byte[] jpeg = Samples.withExif(Samples.write(noise(5), "jpeg"), exif);
        byte[] png =
                Samples.png(
                        "IHDR",
                        Samples.pngHeader(3, 2, 8, 0),
                        "eXIf",
                        exif,
                        "IDAT",
                        Samples.deflate(new byte[] {0, 1, 2, 3, 0, 4, 5, 6}),
                        "IEND",
                        new byte[0]);
        for (byte[] file : List.of(jpeg, png)) {
            if (orientation == Orientation.UPRIGHT || orientation == Orientation.MIRRORED) {
                compare(file);
            } else {
                String reason = refusal(file, 0);
                assertTrue(
                        reason.startsWith(
                                "Its EXIF orientation is %d, so it would have to be turned"
                                        .formatted(orientation.exif())),
                        reason);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "tiff"})
    void aFileThatEndsInTheMiddleIsRefusedInOneSentence(String format) throws IOException {
        byte[] all = Samples.write(noise(BufferedImage.TYPE_3BYTE_BGR), format);
        for (int length = 30; length < all.length - 60; length += all.length / 19) {
            String reason = refusal(Arrays.copyOf(all, length), 0);
            assertTrue(reason.startsWith("The file is truncated: "), length + ": " + reason);
        }
    }

    /** Whatever is in a file, reading its rows ends with all rows or with one sentence. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "tiff", "tiles"})
    void damagedBytesEndInRowsOrInOneSentence(String format) throws IOException {
        BufferedImage picture = noise(BufferedImage.TYPE_3BYTE_BGR);
        byte[] all =
                format.equals("tiles")
                        ? tiff(picture, "LZW", true)
                        : Samples.write(picture, format);
        Random random = new Random(20_261_126);
        for (int i = 0; i < 150; i++) {
            byte[] damaged = all.clone();
            for (int hit = 0; hit <= i % 4; hit++) {
                int most = i % 2 == 0 ? damaged.length : Math.min(damaged.length, 700);
                int at =
                        format.startsWith("t") && i % 3 == 0
                                ? damaged.length - 1 - random.nextInt(300)
                                : random.nextInt(most);
                damaged[at] = (byte) random.nextInt(256);
            }
            Path path = Files.write(folder.resolve("damaged"), damaged);
            try (ImageRows rows = decoder(1_000_000).rows(path)) {
                readAll(rows);
            } catch (ImageException e) {
                assertFalse(e.getMessage().isBlank());
                assertFalse(e.getMessage().contains("\n"), e.getMessage());
            }
        }
    }

    @Test
    void aDamagedPngIsRefusedBeforeItsFirstRow() throws IOException {
        byte[] png = Samples.write(noise(BufferedImage.TYPE_3BYTE_BGR), "png");
        png[png.length - 40] ^= 1;
        Path path = Files.write(folder.resolve("damaged.png"), png);
        ImageException refusal =
                assertThrows(ImageException.class, () -> decoder(0).rows(path).close());
        assertEquals(
                "The PNG data are damaged (the check sum of a chunk IDAT is wrong)",
                refusal.getMessage());
    }

    @Test
    void whatCannotBeReadRowByRowSaysSo() throws IOException {
        BufferedImage picture = noise(BufferedImage.TYPE_3BYTE_BGR);
        assertEquals(
                "A progressive JPEG, or another one with several scans, cannot be read row by row; save it as a baseline JPEG",
                refusal(Samples.progressiveJpeg(picture), 0));
        assertEquals(
                "An interlaced PNG cannot be read row by row; save it without interlacing",
                refusal(interlaced(picture), 0));
        assertEquals(
                "A JPEG that is not grey or YCbCr cannot be read row by row; save it as an ordinary one",
                refusal(Samples.adobeJpeg(0, 1, 2, 3, 4), 0));
        assertEquals(
                "A GIF cannot be read row by row; convert it to TIFF or PNG",
                refusal(Samples.write(picture, "gif"), 0));
        byte[] rgb = new byte[WIDTH * HEIGHT * 3];
        assertEquals(
                "Its orientation is 6, so it would have to be turned, and a TIFF in strips cannot be without being held in memory; save it upright, or in tiles",
                refusal(TiffFile.strips(WIDTH, HEIGHT, 5).turned(6).of(rgb), 0));
        assertEquals(
                "150 x 211 pixels are more than the 1000 that are allowed (max.pixels of org.vitral.source.file)",
                refusal(Samples.write(picture, "png"), 1000));
    }

    @Test
    void aPictureThatDoesNotFitSaysThatItIsTooLarge() {
        MemoryBudget budget = new MemoryBudget(0);
        assertThrows(
                ImageTooLargeException.class, () -> budget.require(1_000_000, 1_000_000, 9, 3));
    }

    @Test
    void aPictureThatIsClosedInTheMiddleLeavesNoThreadBehind() throws IOException {
        Path path = Files.write(folder.resolve("a"), Samples.write(noise(5, 3000, 2000), "jpeg"));
        ImageRows rows = decoder(0).rows(path);
        rows.read(1, MemorySegment.ofArray(new byte[3000 * 3]));
        rows.close();
        rows.close();
        assertFalse(
                Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().equals("vitral-decoder")));
    }

    private String refusal(byte[] file, long maxPixels) throws IOException {
        Path path = Files.write(folder.resolve("refused"), file);
        return assertThrows(
                        ImageException.class,
                        () -> {
                            try (ImageRows rows = decoder(maxPixels).rows(path)) {
                                readAll(rows);
                            }
                        })
                .getMessage();
    }

    private static void readAll(ImageRows rows) throws IOException {
        MemorySegment row =
                MemorySegment.ofArray(new byte[rows.width() * rows.format().bytesPerPixel()]);
        for (int y = 0; y < rows.height(); y++) {
            rows.read(1, row);
        }
    }

    private static PictureDecoder decoder(long maxPixels) {
        return new PictureDecoder(new MemoryBudget(maxPixels));
    }

    private static BufferedImage noise(int type) {
        return noise(type, WIDTH, HEIGHT);
    }

    private static BufferedImage noise(int type, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        return image;
    }

    private static byte[] tiff(BufferedImage image, String compression, boolean tiled)
            throws IOException {
        ImageWriter writer = jdkWriter("tiff");
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (!compression.isEmpty()) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(compression);
        }
        if (tiled) {
            param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
            param.setTiling(48, 32, 0, 0);
        }
        return write(writer, image, param);
    }

    /** The JDK's: others may be registered, and write no tiles. */
    private static ImageWriter jdkWriter(String format) {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getModule() == ImageIO.class.getModule()) {
                return writer;
            }
        }
        throw new AssertionError("The JDK writes no " + format);
    }

    private static byte[] interlaced(BufferedImage image) throws IOException {
        ImageWriter writer = jdkWriter("png");
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        return write(writer, image, param);
    }

    private static byte[] write(ImageWriter writer, BufferedImage image, ImageWriteParam param)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
