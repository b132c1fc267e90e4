// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.vitral.image.Image;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageRows;
import org.vitral.image.Orientation;
import org.vitral.image.Region;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelOutput;
import org.vitral.segmentation.Frames;
import org.vitral.segmentation.MaskRowSink;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.StreamedSegmentation;
import org.vitral.segmentation.Tiling;

/**
 * Segments one image in tiles. What is left of it are scores at the model's size, over the whole
 * region, and a mask. For one call, by one thread that holds a lease of the engine.
 */
final class TiledSegmentation {

    private final Engine engine;
    private final Call call;
    private final TileModel model;
    private final OutputPlan plan;
    private final EngineIdentity identity;
    private final MemoryPool pool;
    private final Tiling tiling;
    private final StageClock clock = new StageClock();

    TiledSegmentation(Engine engine, MemoryPool pool, Tiling tiling, OutputPlan plan, Call call) {
        this.engine = engine;
        this.call = call;
        this.model = new EngineTiles(engine, call);
        this.plan = plan;
        this.identity = engine.identity();
        this.pool = pool;
        this.tiling = tiling;
    }

    /**
     * Segments an image in memory.
     *
     * @param threads for a call that may leave, where there is only one tile
     */
    ModelSegmentation of(Image image, Region region, Executor threads)
            throws SegmentationException {
        TiledScores.check(model, region.width(), region.height(), tiling);
        if (isOneTile(region)) {
            return engine.segment(image, region, plan, pool, call, threads);
        }
        try (Loan loan = new Loan(pool)) {
            Optional<MemorySegment> whole = Optional.empty();
            if (tiling.wholeShare() > 0) {
                MemorySegment scores = loan.take(engine.scoreBytes());
                model.infer(image, region, scores, clock);
                whole = Optional.of(scores);
            }
            int bytesPerPixel = plan.bytesPerPixel();
            long rowBytes = (long) region.width() * bytesPerPixel;
            MemoryPool.Block mask = loan.block(rowBytes * region.height());
            ModelScores small = new ModelScores(loan, region);
            try (TiledScores tiles =
                    new TiledScores(
                            model, pool, region.width(), region.height(), tiling, plan, whole)) {
                tiles.run(
                        PixelBands.of(image, region),
                        clock,
                        (y, row) -> {
                            MemorySegment.copy(
                                    row.pixels(), 0, mask.memory(), y * rowBytes, rowBytes);
                            small.add(y, row);
                        });
            }
            ModelOutput output = identity.model().output();
            ModelSegmentation result =
                    small.segmentation(Frames.of(output.width(), output.height(), region, image));
            loan.handOver(mask);
            result.finish(mask, region.width(), region.height());
            return result;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private boolean isOneTile(Region region) {
        return tiling.size().width(identity.model().input()) >= region.width()
                && tiling.size().height(identity.model().input()) >= region.height();
    }

    /** Segments an image that is read row by row. */
    StreamedSegmentation of(ImageItem item, Optional<Region> asked, MaskRowSink sink)
            throws SegmentationException, IOException {
        try (Loan loan = new Loan(pool);
                ImageRows rows = item.rows()) {
            Region region = Regions.of(rows.width(), rows.height(), asked);
            TiledScores.check(model, region.width(), region.height(), tiling);
            Optional<MemorySegment> whole = Optional.empty();
            if (tiling.wholeShare() > 0) {
                whole = Optional.of(wholeScores(item, region, loan));
            }
            return stream(rows, region, whole, sink, loan);
        }
    }

    private StreamedSegmentation stream(
            ImageRows rows,
            Region region,
            Optional<MemorySegment> whole,
            MaskRowSink sink,
            Loan loan)
            throws SegmentationException, IOException {
        ModelDescription description = identity.model();
        int bytesPerPixel = plan.bytesPerPixel();
        Preview preview = new Preview(region, rows.format());
        int small = preview.width();
        MemoryPool.Block mask = loan.block((long) small * preview.height() * bytesPerPixel);
        ModelScores scores = new ModelScores(loan, region);
        long[] counts = new long[bytesPerPixel == 1 ? 256 : 65_536];
        int tileRows = TiledScores.down(model, region.height(), tiling).tile();
        sink.begin(region.width(), region.height(), bytesPerPixel, description);
        try (StreamedBands bands = new StreamedBands(rows, region, tileRows, pool, preview::add);
                TiledScores tiles =
                        new TiledScores(
                                model,
                                pool,
                                region.width(),
                                region.height(),
                                tiling,
                                plan,
                                whole)) {
            tiles.run(
                    bands,
                    clock,
                    (y, row) -> {
                        for (int x = 0; x < region.width(); x++) {
                            counts[row.label(x)]++;
                        }
                        int line = preview.maskRow(y);
                        for (int x = 0; line >= 0 && x < small; x++) {
                            put(
                                    mask.memory(),
                                    (long) line * small + x,
                                    bytesPerPixel,
                                    row.label(preview.maskColumn(x)));
                        }
                        scores.add(y, row);
                        sink.row(y, row.pixels());
                    });
        }
        return result(rows, region, preview, mask, scores, counts, loan);
    }

    private StreamedSegmentation result(
            ImageRows rows,
            Region region,
            Preview preview,
            MemoryPool.Block mask,
            ModelScores scores,
            long[] counts,
            Loan loan) {
        ModelOutput output = identity.model().output();
        Frames frames =
                new Frames(
                        output.width(),
                        output.height(),
                        region,
                        rows.width(),
                        rows.height(),
                        Orientation.UPRIGHT);
        ModelSegmentation full = scores.segmentation(frames);
        loan.handOver(mask);
        full.finish(mask, preview.width(), preview.height());
        full.state(ModelSegmentation.shares(counts, (long) region.width() * region.height(), plan));
        Image image = preview.image();
        Frames smallFrames =
                Frames.of(
                        output.width(),
                        output.height(),
                        new Region(0, 0, preview.width(), preview.height()),
                        image);
        return new StreamedSegmentation(full, image, full.copy(smallFrames));
    }

    private static void put(MemorySegment mask, long at, int bytesPerPixel, int label) {
        if (bytesPerPixel == 1) {
            mask.set(ValueLayout.JAVA_BYTE, at, (byte) label);
        } else {
            mask.setAtIndex(ValueLayout.JAVA_SHORT, at, (short) label);
        }
    }

    /** Reads the image once to have the model see the whole region. */
    private MemorySegment wholeScores(ImageItem item, Region region, Loan loan)
            throws SegmentationException, IOException {
        MemorySegment scores = loan.take(engine.scoreBytes());
        ImagePreprocessor preprocessor = engine.anotherPreprocessor();
        try (Loan input = new Loan(pool);
                ImageRows rows = item.rows()) {
            int width = rows.width();
            int height = rows.height();
            MemorySegment tensor = input.take(engine.inputBytes());
            int most = preprocessor.mostRows(width, height, region);
            try (StreamedBands bands =
                    new StreamedBands(rows, region, most, pool, (y, from, offset) -> {})) {
                preprocessor.fill(width, height, region, bands, tensor);
            }
            engine.infer(tensor, scores, call, clock);
        }
        return scores;
    }

    /** The blended scores at the pixel in the middle of each place of the model's mask. */
    private final class ModelScores {
        private final Region region;
        private final Loan loan;
        private final MemoryPool.Block block;
        private final long bytes;
        private final ModelOutput output = plan.output();
        private final int channels = engine.scores(MemorySegment.NULL).channels();
        private final float[] places = new float[output.width() * channels];

        /** The next row of the model's mask. */
        private int next;

        ModelScores(Loan loan, Region region) {
            this.loan = loan;
            this.region = region;
            bytes = (long) output.width() * output.height() * channels * Float.BYTES;
            block = loan.block(bytes);
        }

        void add(int y, BlendedRow row) {
            if (next == output.height() || y != middle(next, output.height(), region.height())) {
                return;
            }
            for (int place = 0; place < output.width(); place++) {
                row.copyScores(
                        middle(place, output.width(), region.width()), places, place * channels);
            }
            while (next < output.height() && y == middle(next, output.height(), region.height())) {
                MemorySegment.copy(
                        places,
                        0,
                        block.memory(),
                        ValueLayout.JAVA_FLOAT,
                        (long) next * places.length * Float.BYTES,
                        places.length);
                next++;
            }
        }

        private static int middle(int place, int places, int length) {
            return (int) ((2L * place + 1) * length / (2L * places));
        }

        ModelSegmentation segmentation(Frames frames) {
            Scores scores =
                    new Scores(block.firstReadOnly(bytes), output, ScoreGrid.of(output), channels);
            ModelSegmentation segmentation =
                    new ModelSegmentation(
                            identity, plan, frames, scores, pool, block, clock.stages(), List.of());
            loan.handOver(block);
            return segmentation;
        }
    }
}
