// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.OptionalLong;
import org.vitral.image.Image;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageRows;
import org.vitral.image.PixelFormat;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.MaskRowSink;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.StreamedSegmentation;

/**
 * A photograph that does not fit into memory: its mask is given away while it is made. For one
 * thread.
 */
final class StreamedPhotograph {

    private final ImageItem item;
    private final MaskRowSink mask;
    private final Console console;
    private final boolean shown;
    private long readNanos;
    private UnheldImage image;

    /**
     * A photograph.
     *
     * @param mask what takes the rows of its mask
     * @param shown whether the progress over its rows is shown
     */
    StreamedPhotograph(ImageItem item, MaskRowSink mask, Console console, boolean shown) {
        this.item = item;
        this.mask = mask;
        this.console = console;
        this.shown = shown;
    }

    /** The segmentation, whose mask was given away row by row. */
    record Seen(StreamedSegmentation segmentation, UnheldImage image, Duration decode) {}

    /**
     * Segments it.
     *
     * @throws FailureException if there is no engine
     */
    Seen segment(PreparedSegmenter segmenter, SegmentationOptions options)
            throws SegmentationException, IOException, FailureException {
        StreamedSegmentation segmentation =
                segmenter.segment(new TimedItem(), options, new ShownRows());
        return new Seen(segmentation, image, Duration.ofNanos(readNanos));
    }

    /** Passes each row on, and shows how far it is. */
    private final class ShownRows implements MaskRowSink {

        @Override
        public void begin(int width, int height, int bytesPerPixel, ModelDescription model)
                throws IOException {
            if (shown) {
                console.startProgress("segmenting", OptionalLong.of(height));
            }
            mask.begin(width, height, bytesPerPixel, model);
        }

        @Override
        public void row(int y, MemorySegment pixels) throws IOException {
            mask.row(y, pixels);
            if (shown) {
                console.stepTo(y + 1L);
            }
        }
    }

    /** The photograph, with a clock for the time that its reading takes. */
    private final class TimedItem implements ImageItem {

        @Override
        public String name() {
            return item.name();
        }

        @Override
        public Image read() throws IOException {
            return item.read();
        }

        @Override
        public ImageRows rows() throws IOException {
            long start = System.nanoTime();
            ImageRows rows = item.rows();
            readNanos += System.nanoTime() - start;
            image = new UnheldImage(rows.width(), rows.height(), rows.format());
            return new TimedRows(rows);
        }
    }

    private final class TimedRows implements ImageRows {
        private final ImageRows rows;

        TimedRows(ImageRows rows) {
            this.rows = rows;
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
            long start = System.nanoTime();
            rows.read(count, into);
            readNanos += System.nanoTime() - start;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
