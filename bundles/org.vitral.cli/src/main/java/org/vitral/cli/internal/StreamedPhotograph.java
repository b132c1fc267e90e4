// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.vitral.export.RowExporter;
import org.vitral.image.Image;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageRows;
import org.vitral.image.PixelFormat;
import org.vitral.model.ModelDescription;
import org.vitral.option.Options;
import org.vitral.segmentation.MaskRowSink;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.StreamedSegmentation;

/**
 * A photograph that does not fit into memory: its mask goes to files while it is made. For one
 * thread.
 */
final class StreamedPhotograph {

    private final ImageItem item;
    private final OutputFolder output;
    private final ResultFiles files;
    private final String name;
    private final Console console;
    private final boolean shown;
    private final List<Path> written = new ArrayList<>();
    private final List<MaskRowSink> sinks = new ArrayList<>();
    private long readNanos;
    private UnheldImage image;

    /**
     * A photograph.
     *
     * @param name what its results are called
     * @param shown whether the progress over its rows is shown
     */
    StreamedPhotograph(
            ImageItem item,
            OutputFolder output,
            ResultFiles files,
            String name,
            Console console,
            boolean shown) {
        this.item = item;
        this.output = output;
        this.files = files;
        this.name = name;
        this.console = console;
        this.shown = shown;
    }

    /** The segmentation, of which some files are already written. */
    record Seen(
            StreamedSegmentation segmentation,
            UnheldImage image,
            Duration decode,
            List<Path> written) {}

    /** A file of a result that cannot be written. */
    private static final class OutputException extends IOException {
        private static final long serialVersionUID = 1L;

        OutputException(IOException cause) {
            super(cause);
        }
    }

    /**
     * Segments it.
     *
     * @param formats those that take the mask row by row
     * @throws FailureException if there is no engine, or a file cannot be written
     */
    Seen segment(
            PreparedSegmenter segmenter, SegmentationOptions options, List<ResultFormat> formats)
            throws SegmentationException, IOException, FailureException {
        StreamedSegmentation segmentation = into(formats, segmenter, options);
        return new Seen(segmentation, image, Duration.ofNanos(readNanos), List.copyOf(written));
    }

    /** Opens one file inside the other, so that all of them are whole or none is there. */
    private StreamedSegmentation into(
            List<ResultFormat> formats, PreparedSegmenter segmenter, SegmentationOptions options)
            throws SegmentationException, IOException, FailureException {
        if (formats.isEmpty()) {
            return segmenter.segment(new TimedItem(), options, new AllSinks());
        }
        ResultFormat format = formats.getFirst();
        String path = name + format.suffix();
        Result result = new Result();
        try {
            files.write(
                    output.file(path),
                    out -> {
                        sinks.add(((RowExporter) format.writer()).rows(Options.NONE, out));
                        try {
                            result.segmentation =
                                    into(formats.subList(1, formats.size()), segmenter, options);
                        } catch (SegmentationException | FailureException e) {
                            result.failure = e;
                            throw new IOException(e);
                        } catch (IOException | RuntimeException | Error e) {
                            result.failure = e;
                            throw e;
                        }
                    });
        } catch (IOException | RuntimeException | Error e) {
            if (result.segmentation != null) {
                result.segmentation.close();
            }
            switch (result.failure) {
                case null -> throw new FailureException(output.shown(path).toString(), e);
                case OutputException full ->
                        throw new FailureException(output.shown(path).toString(), full.getCause());
                case SegmentationException failed -> throw failed;
                case FailureException failed -> throw failed;
                case IOException failed -> throw failed;
                default -> throw e;
            }
        }
        written.addFirst(output.shown(path));
        return result.segmentation;
    }

    /** What came of the work inside a file. */
    private static final class Result {
        private StreamedSegmentation segmentation;
        private Throwable failure;
    }

    /** Gives each row to all files, and shows how far it is. */
    private final class AllSinks implements MaskRowSink {

        @Override
        public void begin(int width, int height, int bytesPerPixel, ModelDescription model)
                throws IOException {
            if (shown) {
                console.startProgress("segmenting", OptionalLong.of(height));
            }
            for (MaskRowSink sink : sinks) {
                try {
                    sink.begin(width, height, bytesPerPixel, model);
                } catch (IOException e) {
                    throw new OutputException(e);
                }
            }
        }

        @Override
        public void row(int y, MemorySegment pixels) throws IOException {
            for (MaskRowSink sink : sinks) {
                try {
                    sink.row(y, pixels);
                } catch (IOException e) {
                    throw new OutputException(e);
                }
            }
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
