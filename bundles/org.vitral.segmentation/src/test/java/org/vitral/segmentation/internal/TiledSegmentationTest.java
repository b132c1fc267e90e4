// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageRows;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.MaskRowSink;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.StreamedSegmentation;
import org.vitral.segmentation.Tiling;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** Tiles of a photograph, seen by DeepLab v3. */
class TiledSegmentationTest {

    private final MemoryPool pool = new MemoryPool();
    private Engine engine;
    private Image photograph;
    private Region all;

    @BeforeEach
    void load() throws Exception {
        photograph = Starter.photograph("cats_and_dogs.jpg");
        all = new Region(0, 0, photograph.width(), photograph.height());
        engine =
                new EngineFactory(
                                new ModelShelf(Starter.model()),
                                TfLiteRuntimes.shared(),
                                new ChoiceMemory(Path.of("no such folder")),
                                Starter.withoutRewriting())
                        .make(
                                new EngineRequest("deeplabv3", "xnnpack", 2),
                                List.of(TestDelegates.xnnpack("xnnpack", 1)),
                                1);
    }

    @AfterEach
    void retire() {
        if (engine != null) {
            engine.retire();
        }
    }

    private TiledSegmentation tiled(Tiling tiling) {
        return new TiledSegmentation(
                engine, pool, tiling, engine.plan(OutputOptions.DEFAULT), Call.unlimited());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5})
    void rowByRowItGivesWhatItGivesInMemory(double wholeShare) throws Exception {
        Tiling tiling = Tiling.ofPixels(300, 257).withWholeShare(wholeShare);
        Region region = new Region(40, 30, 560, 420);
        Rows rows = new Rows();
        try (Segmentation whole = tiled(tiling).of(photograph, region, null);
                StreamedSegmentation streamed =
                        tiled(tiling).of(item(photograph), Optional.of(region), rows)) {
            assertArrayEquals(whole.categoryMask().toBytes(), rows.mask);
            Segmentation rest = streamed.segmentation();
            assertEquals(whole.labels(), rest.labels());
            assertEquals(whole.region(), rest.region());
            assertEquals(-1, whole.scores(8).values().mismatch(rest.scores(8).values()));
            assertEquals(1, rest.generation());
        }
    }

    @Test
    void aMaskThatWentAwayRowByRowIsRefusedAndAReducedOneIsThere() throws Exception {
        Image wide = enlarged(photograph, 4);
        Tiling tiling = Tiling.ofScale(6);
        Rows rows = new Rows();
        try (StreamedSegmentation streamed = tiled(tiling).of(item(wide), Optional.empty(), rows)) {
            Segmentation rest = streamed.segmentation();
            UnsupportedOperationException refusal =
                    assertThrows(UnsupportedOperationException.class, rest::categoryMask);
            assertEquals(
                    "The mask of %d x %d pixels was written row by row, and is not held in memory"
                            .formatted(wide.width(), wide.height()),
                    refusal.getMessage());
            Segmentation small = streamed.previewSegmentation();
            CategoryMask mask = small.categoryMask();
            int step = Math.ceilDiv(Math.max(wide.width(), wide.height()), 2048);
            assertEquals(Math.ceilDiv(wide.width(), step), mask.width());
            assertEquals(streamed.preview().width(), mask.width());
            for (int y = 0; y < mask.height() - 1; y++) {
                for (int x = 0; x < mask.width() - 1; x++) {
                    int at = (y * step + step / 2) * wide.width() + x * step + step / 2;
                    assertEquals(rows.mask[at], mask.label(x, y));
                }
            }
            assertEquals(257, rest.categoryMask(257, 257).width());
            try (Segmentation copy = rest.copy()) {
                assertEquals(rest.labels(), copy.labels());
            }
        }
    }

    @Test
    void aPreviewIsTheMeanOfItsPixels() throws Exception {
        Image wide = enlarged(photograph, 4);
        try (StreamedSegmentation streamed =
                tiled(Tiling.ofScale(6)).of(item(wide), Optional.empty(), new Rows())) {
            int step = Math.ceilDiv(wide.width(), 2048);
            Image preview = streamed.preview();
            long sum = 0;
            for (int y = 0; y < step; y++) {
                for (int x = 0; x < step; x++) {
                    long at = (long) (7 * step + y) * wide.rowStride() + (5L * step + x) * 3 + 1;
                    sum += wide.pixels().get(ValueLayout.JAVA_BYTE, at) & 0xff;
                }
            }
            long at = (7L * preview.width() + 5) * 3 + 1;
            assertEquals(
                    (sum + step * step / 2) / (step * step),
                    preview.pixels().get(ValueLayout.JAVA_BYTE, at) & 0xff);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tilesLieInTheUprightFrame(Orientation orientation) throws Exception {
        Region part = new Region(0, 0, 280, 300);
        Image upright = cropped(photograph, part);
        Tiling tiling = Tiling.ofPixels(160, 180);
        try (Image turned = turned(upright, orientation);
                Segmentation straight = tiled(tiling).of(upright, part, null);
                Segmentation seen = tiled(tiling).of(turned, part, null)) {
            assertArrayEquals(straight.categoryMask().toBytes(), seen.categoryMask().toBytes());
        }
    }

    @Test
    void anImageThatIsNotLargerThanATileIsSegmentedAsAWhole() throws Exception {
        Tiling tiling = Tiling.ofPixels(photograph.width(), photograph.height() + 5);
        try (Segmentation whole = engine.segment(photograph, all, pool);
                Segmentation one = tiled(tiling.withWholeShare(0.5)).of(photograph, all, null)) {
            assertArrayEquals(whole.categoryMask().toBytes(), one.categoryMask().toBytes());
        }
    }

    /** Tiles elsewhere see other pixels; what they agree on does not depend on where they lie. */
    @Test
    void whereTheTilesBeginHardlyMatters() throws Exception {
        int shift = 16;
        Tiling tiling = Tiling.ofScale(1.5).withOverlap(0.5);
        Region moved =
                new Region(shift, shift, photograph.width() - shift, photograph.height() - shift);
        try (Segmentation here = tiled(tiling).of(photograph, all, null);
                Segmentation there = tiled(tiling).of(photograph, moved, null)) {
            CategoryMask a = here.categoryMask();
            CategoryMask b = there.categoryMask();
            long same = 0;
            for (int y = 0; y < b.height(); y++) {
                for (int x = 0; x < b.width(); x++) {
                    same += a.label(x + shift, y + shift) == b.label(x, y) ? 1 : 0;
                }
            }
            double share = (double) same / ((long) b.width() * b.height());
            assertTrue(share > 0.97, share + " of the pixels agree");
        }
    }

    @Test
    void otherSizesAreTakenFromTheMaskAtTheSizeOfTheImage() throws Exception {
        try (Segmentation seen = tiled(Tiling.ofScale(1)).of(photograph, all, null)) {
            CategoryMask mask = seen.categoryMask();
            int width = all.width() / 2;
            int height = all.height() / 3;
            CategoryMask small = seen.categoryMask(width, height);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int fromX = (int) ((x + 0.5) * all.width() / width);
                    int fromY = (int) ((y + 0.5) * all.height() / height);
                    assertEquals(mask.label(fromX, fromY), small.label(x, y));
                }
            }
            assertEquals(
                    seen.categoryMask(257, 257).label(100, 100),
                    mask.label(
                            (int) (100.5 * all.width() / 257), (int) (100.5 * all.height() / 257)));
        }
    }

    @Test
    void listsAndThresholdsHoldInTilesToo() throws Exception {
        Tiling tiling = Tiling.ofPixels(300, 257);
        OutputOptions dogs = OutputOptions.DEFAULT.withAllowed(List.of("12"));
        OutputOptions sure = OutputOptions.DEFAULT.withScoreThreshold(0.9);
        try (Segmentation plain = tiled(tiling).of(photograph, all, null);
                Segmentation some =
                        new TiledSegmentation(
                                        engine, pool, tiling, engine.plan(dogs), Call.unlimited())
                                .of(photograph, all, null);
                Segmentation certain =
                        new TiledSegmentation(
                                        engine, pool, tiling, engine.plan(sure), Call.unlimited())
                                .of(photograph, all, null)) {
            int outside = plain.model().labels().getFirst().name().equals("background") ? 0 : 255;
            CategoryMask mask = plain.categoryMask();
            long unsure = 0;
            for (int y = 0; y < mask.height(); y++) {
                for (int x = 0; x < mask.width(); x++) {
                    int label = mask.label(x, y);
                    assertEquals(label == 12 ? 12 : outside, some.categoryMask().label(x, y));
                    int kept = certain.categoryMask().label(x, y);
                    assertTrue(kept == label || kept == outside, kept + " was " + label);
                    unsure += kept == label ? 0 : 1;
                }
            }
            assertTrue(unsure > 1000 && unsure < 300_000, unsure + " pixels are not sure");
        }
    }

    @Test
    void aFailureInTheMiddleGivesAllMemoryBack() throws Exception {
        ImageItem broken = item(() -> new BrokenRows(rows(photograph), photograph.height() / 2));
        ImageException failure =
                assertThrows(
                        ImageException.class,
                        () ->
                                tiled(Tiling.ofPixels(200, 100))
                                        .of(broken, Optional.empty(), new Rows()));
        assertEquals("The file is truncated", failure.getMessage());
        assertEquals(0, pool.lent());
    }

    @Test
    void aSinkThatIsFullEndsItAndGivesAllMemoryBack() {
        MaskRowSink full =
                new MaskRowSink() {
                    @Override
                    public void begin(int width, int height, int bytes, ModelDescription model) {}

                    @Override
                    public void row(int y, MemorySegment pixels) throws IOException {
                        if (y == 150) {
                            throw new IOException("No space left on device");
                        }
                    }
                };
        assertThrows(
                IOException.class,
                () ->
                        tiled(Tiling.ofPixels(200, 100))
                                .of(item(photograph), Optional.empty(), full));
        assertEquals(0, pool.lent());
    }

    /** Keeps all rows. */
    private static final class Rows implements MaskRowSink {
        private byte[] mask;
        private int width;
        private int next;

        @Override
        public void begin(int columns, int height, int bytesPerPixel, ModelDescription model) {
            assertEquals(1, bytesPerPixel);
            width = columns;
            mask = new byte[columns * height];
        }

        @Override
        public void row(int y, MemorySegment pixels) {
            assertEquals(next++, y);
            MemorySegment.copy(pixels, ValueLayout.JAVA_BYTE, 0, mask, y * width, width);
        }
    }

    /** Rows that end too early. */
    private static final class BrokenRows implements ImageRows {
        private final ImageRows rows;
        private final int end;
        private int read;

        BrokenRows(ImageRows rows, int end) {
            this.rows = rows;
            this.end = end;
        }

        @Override
        public int width() {
            return rows.width();
        }

        @Override
        public int height() {
            return rows.height();
        }

        @Override
        public PixelFormat format() {
            return rows.format();
        }

        @Override
        public void read(int count, MemorySegment into) throws IOException {
            read += count;
            if (read > end) {
                throw new ImageException("The file is truncated");
            }
            rows.read(count, into);
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    private static ImageRows rows(Image image) {
        return new MemoryRows(
                image.pixels().toArray(ValueLayout.JAVA_BYTE),
                image.width(),
                image.height(),
                image.format());
    }

    private static ImageItem item(Image image) {
        return item(() -> rows(image));
    }

    private interface Opening {
        ImageRows open() throws IOException;
    }

    private static ImageItem item(Opening opening) {
        return new ImageItem() {
            @Override
            public String name() {
                return "photograph";
            }

            @Override
            public Image read() {
                throw new AssertionError("It does not fit");
            }

            @Override
            public ImageRows rows() throws IOException {
                return opening.open();
            }
        };
    }

    private static Image cropped(Image image, Region part) {
        byte[] pixels = new byte[part.width() * part.height() * 3];
        for (int y = 0; y < part.height(); y++) {
            MemorySegment.copy(
                    image.pixels(),
                    ValueLayout.JAVA_BYTE,
                    (long) (part.y() + y) * image.rowStride() + part.x() * 3L,
                    pixels,
                    y * part.width() * 3,
                    part.width() * 3);
        }
        return Image.of(pixels, part.width(), part.height(), image.format());
    }

    private static Image enlarged(Image image, int factor) {
        int width = image.width() * factor;
        int height = image.height() * factor;
        byte[] from = image.pixels().toArray(ValueLayout.JAVA_BYTE);
        byte[] pixels = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = (y / factor * image.width() + x / factor) * 3;
                System.arraycopy(from, at, pixels, (y * width + x) * 3, 3);
            }
        }
        return Image.of(pixels, width, height, image.format());
    }

    private static Image turned(Image upright, Orientation orientation) {
        int width = orientation.swapsAxes() ? upright.height() : upright.width();
        int height = orientation.swapsAxes() ? upright.width() : upright.height();
        byte[] from = upright.pixels().toArray(ValueLayout.JAVA_BYTE);
        byte[] raw = new byte[from.length];
        for (int y = 0; y < upright.height(); y++) {
            for (int x = 0; x < upright.width(); x++) {
                int at = orientation.rawY(x, y, height) * width + orientation.rawX(x, y, width);
                System.arraycopy(from, (y * upright.width() + x) * 3, raw, at * 3, 3);
            }
        }
        return Image.of(
                MemorySegment.ofArray(raw),
                width,
                height,
                width * 3,
                upright.format(),
                orientation);
    }
}
