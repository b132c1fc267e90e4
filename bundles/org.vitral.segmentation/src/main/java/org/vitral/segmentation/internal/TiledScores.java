// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.vitral.image.Region;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.Tiling;

/**
 * Segments the tiles of an image, one row of tiles after the other, and gives away each row of
 * pixels as soon as no further tile covers it. It holds the scores of the tiles that still count,
 * and no more pixels than one row of tiles has. For one call.
 */
final class TiledScores implements AutoCloseable {

    /** More tiles than this are a mistake in their size: they would take hours. */
    private static final long MOST_TILES = 1_000_000;

    private final TileModel model;
    private final MemoryPool pool;
    private final Scores kind;
    private final int width;
    private final int height;
    private final TileAxis across;
    private final TileAxis down;
    private final double tileShare;

    /** Where the rows of a tile's pixels lie on its grid. */
    private final GridAxis tileRows;

    /** The newest last. */
    private final Deque<TileRow> live = new ArrayDeque<>();

    private final List<TileColumn> columns = new ArrayList<>();
    private final Optional<Whole> whole;
    private final BlendedRow row;

    /** A row of tiles with their scores. */
    private record TileRow(int number, MemoryPool.Block block) {}

    /** The whole region as one more tile. */
    private record Whole(MemorySegment scores, GridAxis rows, TileColumn column) {}

    /** Takes the rows of the mask, from top to bottom. */
    @FunctionalInterface
    interface Rows {
        /** The row holds its classes and its scores until this returns. */
        void row(int y, BlendedRow row) throws IOException;
    }

    /**
     * Tiles of a region.
     *
     * @param plan what the mask shall be
     * @param wholeScores what the model gives for the whole region, if that counts
     */
    TiledScores(
            TileModel model,
            MemoryPool pool,
            int width,
            int height,
            Tiling tiling,
            OutputPlan plan,
            Optional<MemorySegment> wholeScores) {
        this.model = model;
        this.pool = pool;
        this.kind = kind(model, plan);
        this.width = width;
        this.height = height;
        this.across = across(model, width, tiling);
        this.down = down(model, height, tiling);
        this.tileRows = kind.grid().rows(down.tile());
        this.tileShare = wholeScores.isPresent() ? 1 - tiling.wholeShare() : 1;
        for (int i = 0; i < across.count(); i++) {
            columns.add(column(across.start(i), across.tile(), weights(i)));
        }
        whole = wholeScores.map(scores -> whole(scores, tiling.wholeShare()));
        List<TileColumn> all = new ArrayList<>(columns);
        whole.ifPresent(one -> all.add(one.column()));
        row = new BlendedRow(all, kind, plan, width);
    }

    private double[] weights(int i) {
        double[] weights = across.weights(i);
        for (int x = 0; x < weights.length; x++) {
            weights[x] *= tileShare;
        }
        return weights;
    }

    private TileColumn column(int start, int pixels, double[] weights) {
        ScoreGrid grid = kind.grid();
        return new TileColumn(start, grid.columns(pixels), weights, grid.width(), kind.channels());
    }

    private Whole whole(MemorySegment scores, double share) {
        double[] weights = new double[width];
        Arrays.fill(weights, share);
        return new Whole(scores, kind.grid().rows(height), column(0, width, weights));
    }

    /** What the model gives, with the activation that was asked for. */
    static Scores kind(TileModel model, OutputPlan plan) {
        Scores given = model.scores(MemorySegment.NULL);
        return new Scores(given.memory(), plan.output(), given.grid(), given.channels());
    }

    /** The rows of tiles of an image that is so high. */
    static TileAxis down(TileModel model, int height, Tiling tiling) {
        int tile = tiling.size().height(model.description().input());
        return TileAxis.of(height, tile, tiling.overlap(), tiling.blending());
    }

    private static TileAxis across(TileModel model, int width, Tiling tiling) {
        int tile = tiling.size().width(model.description().input());
        return TileAxis.of(width, tile, tiling.overlap(), tiling.blending());
    }

    /**
     * Refuses what cannot be done.
     *
     * @throws IllegalArgumentException why not
     */
    static void check(TileModel model, int width, int height, Tiling tiling) {
        long tiles =
                (long) across(model, width, tiling).count() * down(model, height, tiling).count();
        if (tiles > MOST_TILES) {
            throw new IllegalArgumentException(
                    "%d x %d pixels are %d tiles of this size, and at most %d are allowed; choose larger tiles"
                            .formatted(width, height, tiles, MOST_TILES));
        }
        if (tiling.wholeShare() > 0
                && model.description().output().kind() == OutputKind.CLASS_INDICES) {
            throw new IllegalArgumentException(
                    "The model %s gives the index of the class at each place, and no scores that tiles and the whole image could share"
                            .formatted(model.description().name()));
        }
    }

    /** Segments all tiles and gives away all rows. */
    void run(PixelBands bands, StageClock clock, Rows rows)
            throws SegmentationException, IOException {
        for (int j = 0; j < down.count(); j++) {
            live.addLast(segment(j, bands, clock));
            int end = j + 1 < down.count() ? down.start(j + 1) : height;
            long start = System.nanoTime();
            for (int y = down.start(j); y < end; y++) {
                blend(y);
                rows.row(y, row);
            }
            clock.postprocessed(System.nanoTime() - start);
            while (!live.isEmpty() && down.end(live.getFirst().number()) <= end) {
                pool.giveBack(live.removeFirst().block());
            }
        }
    }

    private TileRow segment(int j, PixelBands bands, StageClock clock)
            throws SegmentationException, IOException {
        PixelBands.Band band = bands.band(down.start(j), down.end(j));
        long bytes = model.scoreBytes();
        MemoryPool.Block block = pool.take(bytes * across.count());
        boolean done = false;
        try {
            for (int i = 0; i < across.count(); i++) {
                Region tile = band.tile(across.start(i), across.tile(), down.tile());
                model.infer(band.image(), tile, block.memory().asSlice(i * bytes, bytes), clock);
            }
            done = true;
            return new TileRow(j, block);
        } finally {
            if (!done) {
                pool.giveBack(block);
            }
        }
    }

    /** Puts the scores of a row of pixels into the columns, and finds its classes. */
    private void blend(int y) {
        if (kind.output().kind() == OutputKind.CLASS_INDICES) {
            takeHeaviest(y);
        } else {
            add(y);
        }
        row.find();
    }

    private void add(int y) {
        int gridHeight = kind.grid().height();
        columns.forEach(TileColumn::clear);
        for (TileRow tiles : live) {
            double weight = down.weight(tiles.number(), y);
            if (weight > 0) {
                int local = y - down.start(tiles.number());
                for (int i = 0; i < columns.size(); i++) {
                    columns.get(i).add(scores(tiles, i), tileRows, gridHeight, local, weight);
                }
            }
        }
        if (whole.isPresent()) {
            Whole one = whole.get();
            one.column().clear();
            one.column().add(one.scores(), one.rows(), gridHeight, y, 1);
        }
    }

    private void takeHeaviest(int y) {
        TileRow best = live.getFirst();
        for (TileRow tiles : live) {
            if (down.weight(tiles.number(), y) > down.weight(best.number(), y)) {
                best = tiles;
            }
        }
        int gridRow = tileRows.nearest(y - down.start(best.number()));
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).take(scores(best, i), gridRow);
        }
    }

    private MemorySegment scores(TileRow tiles, int i) {
        long bytes = model.scoreBytes();
        return tiles.block().memory().asSlice(i * bytes, bytes);
    }

    @Override
    public void close() {
        live.forEach(tiles -> pool.giveBack(tiles.block()));
        live.clear();
    }
}
