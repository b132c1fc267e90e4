// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.Raster;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vitral.image.ColorMatrix;
import org.vitral.image.ColorRange;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.image.UprightRows;
import org.vitral.image.YuvEncoding;
import org.vitral.segmentation.CategoryMask;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** The Task Library's photograph and mask, with the photograph as each kind of image. */
class GoldenKindsTest {

    private static final int SIZE = Starter.SIZE;

    /**
     * What chroma at half the size may change: 0.75 % of 66,049 pixels. The most was seen with
     * BT.709 and the limited range: 324.
     */
    private static final int YUV_BOUND = 495;

    private final MemoryPool pool = new MemoryPool();
    private int[][] rgb;

    @BeforeEach
    void readPhotograph() {
        UprightRows rows = UprightRows.of(Starter.photograph("horse_rider_257.jpg"));
        byte[] row = new byte[SIZE * 3];
        rgb = new int[SIZE * SIZE][3];
        for (int y = 0; y < SIZE; y++) {
            rows.read(y, row);
            for (int i = 0; i < row.length; i++) {
                rgb[y * SIZE + i / 3][i % 3] = row[i] & 0xff;
            }
        }
    }

    @Test
    void packedFormatsGiveTheGoldenInAllPixels() throws Exception {
        Engine engine = engine();
        try (Arena arena = Arena.ofConfined()) {
            for (PixelFormat format : PixelFormat.values()) {
                if (!format.isYuv() && !format.isGray()) {
                    assertEquals(0, differences(engine, packed(format, arena)), format.name());
                }
            }
        } finally {
            engine.retire();
            pool.close();
        }
    }

    @Test
    void yuvGivesTheGoldenButForWhatTheChromaLost() throws Exception {
        Engine engine = engine();
        try (Arena arena = Arena.ofConfined()) {
            for (PixelFormat format : PixelFormat.values()) {
                if (format.isYuv()) {
                    for (ColorMatrix matrix : ColorMatrix.values()) {
                        for (ColorRange range : ColorRange.values()) {
                            YuvEncoding encoding = new YuvEncoding(matrix, range);
                            int found = differences(engine, yuv(format, encoding, arena));
                            assertTrue(
                                    found <= YUV_BOUND,
                                    found + " pixels differ with " + format + " " + encoding);
                        }
                    }
                }
            }
        } finally {
            engine.retire();
            pool.close();
        }
    }

    private Image packed(PixelFormat format, Arena arena) {
        int bytes = format.bytesPerPixel();
        MemorySegment pixels = arena.allocate((long) SIZE * SIZE * bytes);
        int[] offsets = {format.red(), format.green(), format.blue()};
        for (int i = 0; i < SIZE * SIZE; i++) {
            for (int c = 0; c < 3; c++) {
                put(pixels, format, (long) i * bytes + offsets[c], rgb[i][c]);
            }
            if (format.hasAlpha()) {
                put(pixels, format, (long) i * bytes + format.alpha(), 255);
            }
        }
        return Image.of(pixels, SIZE, SIZE, SIZE * bytes, format, Orientation.UPRIGHT);
    }

    private static void put(MemorySegment pixels, PixelFormat format, long at, int value) {
        if (format.bytesPerSample() == 1) {
            pixels.set(JAVA_BYTE, at, (byte) value);
        } else {
            pixels.set(JAVA_SHORT_UNALIGNED, at, (short) (value * 257));
        }
    }

    /** Luma of each pixel, and chroma of the average of two by two. */
    private Image yuv(PixelFormat format, YuvEncoding encoding, Arena arena) {
        int half = (SIZE + 1) / 2;
        int chromas = half * half;
        int samples = format.planes() == 2 ? 2 : 1;
        MemorySegment frame = arena.allocate((long) SIZE * SIZE + 2L * chromas);
        ColorMatrix matrix = encoding.matrix();
        ColorRange range = encoding.range();
        for (int i = 0; i < SIZE * SIZE; i++) {
            double y = luma(rgb[i][0], rgb[i][1], rgb[i][2], matrix);
            put(frame, i, y / 255 * range.lumaSpan() + range.black());
        }
        for (int i = 0; i < chromas; i++) {
            double[] mean = mean(i % half * 2, i / half * 2);
            double y = luma(mean[0], mean[1], mean[2], matrix);
            double scale = range.chromaSpan() / 255.0 / 2;
            double cb = (mean[2] - y) / (1 - matrix.blue()) * scale + 128;
            double cr = (mean[0] - y) / (1 - matrix.red()) * scale + 128;
            long at = (long) SIZE * SIZE + (long) i * samples;
            put(frame, at + (format.cbPlane() - 1L) * chromas + format.cbOffset(), cb);
            put(frame, at + (format.crPlane() - 1L) * chromas + format.crOffset(), cr);
        }
        return Image.yuv(frame, SIZE, SIZE, format, encoding, Orientation.UPRIGHT);
    }

    private static double luma(double red, double green, double blue, ColorMatrix matrix) {
        return matrix.red() * red + matrix.green() * green + matrix.blue() * blue;
    }

    private double[] mean(int left, int top) {
        double[] mean = new double[3];
        for (int i = 0; i < 4; i++) {
            int x = Math.min(left + i % 2, SIZE - 1);
            int y = Math.min(top + i / 2, SIZE - 1);
            for (int c = 0; c < 3; c++) {
                mean[c] += rgb[y * SIZE + x][c] / 4.0;
            }
        }
        return mean;
    }

    private static void put(MemorySegment frame, long at, double value) {
        frame.set(JAVA_BYTE, at, (byte) Math.clamp(Math.round(value), 0, 255));
    }

    private int differences(Engine engine, Image image) throws Exception {
        Raster golden =
                ImageIO.read(Starter.shared("images/horse_rider_257.golden.png").toFile())
                        .getRaster();
        int differences = 0;
        Region all = new Region(0, 0, SIZE, SIZE);
        try (ModelSegmentation seen = engine.segment(image, all, pool)) {
            CategoryMask mask = seen.categoryMask();
            for (int i = 0; i < SIZE * SIZE; i++) {
                int expected = golden.getSample(i % SIZE, i / SIZE, 0);
                if (expected != mask.label(i % SIZE, i / SIZE) * 10) {
                    differences++;
                }
            }
        }
        return differences;
    }

    private static Engine engine() throws Exception {
        return new EngineFactory(
                        new ModelShelf(Starter.model()),
                        TfLiteRuntimes.shared(),
                        new ChoiceMemory(Path.of("no such folder")),
                        Starter.withoutRewriting())
                .make(new EngineRequest("deeplabv3", "cpu", 2), List.of(), 1);
    }
}
