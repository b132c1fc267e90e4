// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.vitral.image.Image;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageRows;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConfidenceMask;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.Frames;
import org.vitral.segmentation.LabelShare;
import org.vitral.segmentation.MaskRowSink;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.SegmentationSession;
import org.vitral.segmentation.SegmentationTimeoutException;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SegmenterStatus;
import org.vitral.segmentation.SessionOptions;
import org.vitral.segmentation.StreamedSegmentation;
import org.vitral.segmentation.Timings;

/** Divides gray images into dark (class 0) and bright (class 1). */
final class ThresholdSegmenter implements Segmenter {

    private final ModelDescription model;
    private final String failure;
    private final List<EffectiveDelegate> delegates;
    private final String reason;
    private final Consumer<SegmentationOptions> asked;
    private final List<String> notes;

    ThresholdSegmenter(
            ModelDescription model,
            String failure,
            List<EffectiveDelegate> delegates,
            String reason,
            Consumer<SegmentationOptions> asked,
            List<String> notes) {
        this.model = model;
        this.failure = failure;
        this.delegates = delegates;
        this.reason = reason;
        this.asked = asked;
        this.notes = notes;
    }

    @Override
    public Segmentation segment(Image image, SegmentationOptions options)
            throws SegmentationException {
        asked.accept(options);
        if (!failure.isEmpty()) {
            throw new SegmentationException(failure);
        }
        Region all = new Region(0, 0, image.uprightWidth(), image.uprightHeight());
        if (!options.region().orElse(all).isWithin(all.width(), all.height())) {
            throw new IllegalArgumentException("The region does not lie in the image");
        }
        if (image.width() == 13) {
            throw new SegmentationException("The model failed on this image");
        }
        if (image.width() == 11 && options.timeLimit().isPresent()) {
            throw new SegmentationTimeoutException(
                    options.timeLimit().get(),
                    Duration.ZERO,
                    Duration.ZERO,
                    options.timeLimit().get());
        }
        if (image.width() == 17) {
            throw new OutOfMemoryError("Java heap space");
        }
        if (image.width() == 23 && options.tiling().isPresent()) {
            throw new IllegalArgumentException("There are too many tiles");
        }
        if (image.width() == 19) {
            throw new IllegalStateException("boom");
        }
        byte[] mask = new byte[image.width() * image.height()];
        long bright = 0;
        for (int i = 0; i < mask.length; i++) {
            boolean white = (image.pixels().get(ValueLayout.JAVA_BYTE, i) & 0xff) > 127;
            mask[i] = (byte) (white ? 1 : 0);
            bright += mask[i];
        }
        return new Threshold(
                image.width(), image.height(), mask, bright, model, delegates, reason, notes);
    }

    /** The preview has one pixel; the mask that goes by is that of the whole image. */
    @Override
    public StreamedSegmentation segment(
            ImageItem item, SegmentationOptions options, MaskRowSink sink)
            throws SegmentationException, IOException {
        if (!failure.isEmpty()) {
            throw new SegmentationException(failure);
        }
        try (ImageRows rows = item.rows()) {
            sink.begin(rows.width(), rows.height(), 1, model);
            byte[] row = new byte[rows.width()];
            byte[] mask = new byte[rows.width() * rows.height()];
            long bright = 0;
            for (int y = 0; y < rows.height(); y++) {
                rows.read(1, MemorySegment.ofArray(row));
                for (int x = 0; x < row.length; x++) {
                    row[x] = (byte) (row[x] < 0 ? 1 : 0);
                    bright += row[x];
                    mask[y * row.length + x] = row[x];
                }
                sink.row(y, MemorySegment.ofArray(row));
            }
            Segmentation full =
                    new Threshold(
                            rows.width(),
                            rows.height(),
                            mask,
                            bright,
                            model,
                            delegates,
                            reason,
                            List.of());
            Image preview = Image.of(new byte[1], 1, 1, PixelFormat.GRAY);
            return new StreamedSegmentation(
                    full, preview, segment(preview, SegmentationOptions.DEFAULT));
        }
    }

    @Override
    public CompletableFuture<Segmentation> segmentAsync(Image image, SegmentationOptions options) {
        throw new UnsupportedOperationException("The commands wait for each photograph");
    }

    @Override
    public SegmentationSession open(SessionOptions options) {
        throw new UnsupportedOperationException("The commands segment single photographs");
    }

    @Override
    public SegmenterStatus status() {
        return failure.isEmpty()
                ? new SegmenterStatus(
                        SegmenterStatus.State.READY,
                        "",
                        Optional.of(model),
                        delegates,
                        reason,
                        1,
                        1)
                : new SegmenterStatus(
                        SegmenterStatus.State.FAILED,
                        failure,
                        Optional.empty(),
                        List.of(),
                        "",
                        0,
                        0);
    }

    private record Threshold(
            int width,
            int height,
            byte[] mask,
            long bright,
            ModelDescription model,
            List<EffectiveDelegate> delegates,
            String delegateReason,
            List<String> notes)
            implements Segmentation, CategoryMask {

        @Override
        public Region region() {
            return new Region(0, 0, width, height);
        }

        @Override
        public int modelWidth() {
            return width;
        }

        @Override
        public int modelHeight() {
            return height;
        }

        @Override
        public CategoryMask categoryMask() {
            return this;
        }

        @Override
        public CategoryMask categoryMask(int columns, int rows) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ConfidenceMask confidenceMask(int label, int width, int height) {
            return confidenceMask(label);
        }

        @Override
        public ConfidenceMask confidenceMask(int label) {
            throw new IllegalArgumentException("This model gives class indices only");
        }

        @Override
        public ConfidenceMask scores(int label) {
            throw new IllegalArgumentException("This model gives class indices only");
        }

        @Override
        public ConfidenceMask margin() {
            throw new UnsupportedOperationException("This segmentation has class indices only");
        }

        @Override
        public ConfidenceMask entropy() {
            throw new UnsupportedOperationException("This segmentation has class indices only");
        }

        @Override
        public Frames frames() {
            throw new UnsupportedOperationException("This segmentation has class indices only");
        }

        @Override
        public List<LabelShare> labels() {
            long all = mask.length;
            return List.of(
                    new LabelShare(model.labels().get(0), all - bright, 1 - (double) bright / all),
                    new LabelShare(model.labels().get(1), bright, (double) bright / all));
        }

        @Override
        public Timings timings() {
            return new Timings(
                    Duration.ofNanos(1_250_000), Duration.ofMillis(20), Duration.ofMillis(3));
        }

        @Override
        public long generation() {
            return 1;
        }

        @Override
        public int bytesPerPixel() {
            return 1;
        }

        @Override
        public MemorySegment pixels() {
            return MemorySegment.ofArray(mask).asReadOnly();
        }

        @Override
        public int label(int x, int y) {
            return mask[y * width + x];
        }

        @Override
        public Threshold copy() {
            return this;
        }

        @Override
        public void close() {}
    }
}
