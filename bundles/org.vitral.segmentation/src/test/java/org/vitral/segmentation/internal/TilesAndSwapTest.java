// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vitral.image.Image;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageRows;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.MaskRowSink;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.StreamedSegmentation;
import org.vitral.segmentation.Tiling;

/** Tiles through the service. */
class TilesAndSwapTest {

    private static final SegmentationOptions TILES =
            SegmentationOptions.DEFAULT.withTiling(Tiling.ofPixels(300, 100));

    private static SegmenterRig rig() {
        return new SegmenterRig(
                new ModelShelf(Starter.model()),
                Map.of("delegate", "xnnpack", "rewriting", "none", "threads", 1),
                List.of(TestDelegates.xnnpack("xnnpack", 1)));
    }

    @Test
    void anEngineThatArrivesInTheMiddleHasNoPartInTheMask() throws Exception {
        try (SegmenterRig rig = rig();
                Image image = Starter.photograph("cats_and_dogs.jpg")) {
            byte[] expected;
            try (Segmentation seen = rig.segmenter.segment(image, TILES)) {
                expected = seen.categoryMask().toBytes();
                assertEquals(1, seen.generation());
            }
            Rows rows = new Rows(250, () -> swap(rig));
            try (StreamedSegmentation seen = rig.segmenter.segment(new Item(image), TILES, rows)) {
                assertEquals(1, seen.segmentation().generation());
            }
            assertArrayEquals(expected, rows.mask);
            assertEquals(2, rig.generation());
        }
    }

    /** Other calls have their turn between two tiles, and find the new engine. */
    private static void swap(SegmenterRig rig) {
        rig.configure(Map.of("threads", 2));
        try {
            for (int i = 0; i < 10_000 && rig.generation() == 1; i++) {
                // The engine is being made on another thread.
            }
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void rowByRowThereMustBeTiles() throws Exception {
        try (SegmenterRig rig = rig();
                Image image = Starter.photograph("cats_and_dogs.jpg")) {
            IllegalArgumentException refusal =
                    assertThrows(
                            IllegalArgumentException.class,
                            () ->
                                    rig.segmenter.segment(
                                            new Item(image),
                                            SegmentationOptions.DEFAULT,
                                            new Rows(-1, () -> {})));
            assertEquals(
                    "An image is segmented row by row in tiles only, and the options have none",
                    refusal.getMessage());
        }
    }

    /** An image that is read row by row. */
    private record Item(Image image) implements ImageItem {

        @Override
        public String name() {
            return "photograph";
        }

        @Override
        public Image read() throws IOException {
            throw new IOException("It does not fit");
        }

        @Override
        public ImageRows rows() {
            return new MemoryRows(
                    image.pixels().toArray(ValueLayout.JAVA_BYTE),
                    image.width(),
                    image.height(),
                    image.format());
        }
    }

    /** Keeps all rows, and has something done at one of them. */
    private static final class Rows implements MaskRowSink {
        private final int at;
        private final Runnable action;
        private byte[] mask;
        private int width;

        Rows(int at, Runnable action) {
            this.at = at;
            this.action = action;
        }

        @Override
        public void begin(int columns, int height, int bytesPerPixel, ModelDescription model) {
            width = columns;
            mask = new byte[columns * height];
        }

        @Override
        public void row(int y, MemorySegment pixels) {
            MemorySegment.copy(pixels, ValueLayout.JAVA_BYTE, 0, mask, y * width, width);
            if (y == at) {
                action.run();
            }
        }
    }
}
