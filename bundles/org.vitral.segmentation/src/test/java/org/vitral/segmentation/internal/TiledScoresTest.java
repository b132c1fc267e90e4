// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.Blending;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.Tiling;

class TiledScoresTest {

    private final MemoryPool pool = new MemoryPool();

    /** Scores nearer than this are a tie, in which the order of additions may decide. */
    private static final double TIE = 1e-9;

    @Property(tries = 300, seed = "20261126")
    void theMaskIsTheMaximumOfAllScoresOfAllTilesBlendedInDoublePrecision(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 90) int width,
            @ForAll @IntRange(min = 1, max = 90) int height,
            @ForAll @IntRange(min = 1, max = 50) int tile,
            @ForAll @DoubleRange(min = 0, max = 0.5) double overlap,
            @ForAll Blending blending,
            @ForAll OutputKind kind,
            @ForAll Resizing resizing,
            @ForAll boolean twoScale)
            throws Exception {
        double share = twoScale && kind != OutputKind.CLASS_INDICES ? 0.4 : 0;
        Random random = new Random(seed);
        RandomModel model =
                new RandomModel(
                        random,
                        kind,
                        1 + random.nextInt(7),
                        new ScoreGrid(
                                1 + random.nextInt(6),
                                1 + random.nextInt(6),
                                7 + random.nextInt(20),
                                7 + random.nextInt(20),
                                resizing));
        Tiling tiling =
                Tiling.ofPixels(tile, Math.max(1, tile - 3))
                        .withOverlap(overlap)
                        .withBlending(blending)
                        .withWholeShare(share);
        Region all = new Region(0, 0, width, height);
        Image image = Image.of(new byte[width * height], width, height, PixelFormat.GRAY);
        Optional<MemorySegment> whole = Optional.empty();
        float[] wholeScores = null;
        if (share > 0) {
            MemorySegment memory = MemorySegment.ofArray(new float[(int) model.scoreBytes() / 4]);
            model.infer(image, all, memory, new StageClock());
            wholeScores = model.given.remove(all);
            whole = Optional.of(memory);
        }
        int[][] labels = new int[height][width];
        try (TiledScores tiles =
                new TiledScores(model, pool, width, height, tiling, plan(model), whole)) {
            tiles.run(
                    PixelBands.of(image, all),
                    new StageClock(),
                    (y, row) -> {
                        for (int x = 0; x < width; x++) {
                            labels[y][x] = row.label(x);
                        }
                    });
        }
        Blend blend = new Blend(model, tiling, width, height, wholeScores);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                blend.check(x, y, labels[y][x]);
            }
        }
    }

    /** The plain way: each tile says its scores at each pixel. */
    private static final class Blend {
        private final RandomModel model;
        private final Tiling tiling;
        private final TileAxis across;
        private final TileAxis down;
        private final int width;
        private final int height;
        private final BruteForce whole;

        Blend(RandomModel model, Tiling tiling, int width, int height, float[] wholeScores) {
            this.model = model;
            this.tiling = tiling;
            this.width = width;
            this.height = height;
            Tiling.Size size = tiling.size();
            across =
                    TileAxis.of(
                            width,
                            size.width(model.description().input()),
                            tiling.overlap(),
                            tiling.blending());
            down =
                    TileAxis.of(
                            height,
                            size.height(model.description().input()),
                            tiling.overlap(),
                            tiling.blending());
            whole =
                    wholeScores == null
                            ? null
                            : new BruteForce(model.scores(MemorySegment.ofArray(wholeScores)));
        }

        void check(int x, int y, int label) {
            if (model.description().output().kind() == OutputKind.CLASS_INDICES) {
                checkIndex(x, y, label);
                return;
            }
            double[] sums = null;
            for (Map.Entry<Region, float[]> tile : model.given.entrySet()) {
                Region at = tile.getKey();
                if (covers(at, x, y)) {
                    double[] scores =
                            new BruteForce(model.scores(at))
                                    .at(x - at.x(), y - at.y(), at.width(), at.height());
                    sums = add(sums, scores, weight(at, x, y) * (1 - tiling.wholeShare()));
                }
            }
            if (whole != null) {
                sums = add(sums, whole.at(x, y, width, height), tiling.wholeShare());
            }
            int best = BruteForce.highest(sums);
            assertTrue(
                    label == best || sums[best] - sums[label] < TIE,
                    "class %d and not %d at (%d, %d)".formatted(label, best, x, y));
        }

        private void checkIndex(int x, int y, int label) {
            double most = 0;
            for (Region at : model.given.keySet()) {
                most = covers(at, x, y) ? Math.max(most, weight(at, x, y)) : most;
            }
            boolean found = false;
            for (Region at : model.given.keySet()) {
                if (covers(at, x, y) && weight(at, x, y) > most - TIE) {
                    GridAxis columns = model.grid.columns(at.width());
                    GridAxis rows = model.grid.rows(at.height());
                    int place =
                            rows.nearest(y - at.y()) * model.grid.width()
                                    + columns.nearest(x - at.x());
                    found |= (int) model.given.get(at)[place] == label;
                }
            }
            assertTrue(found, "index %d at (%d, %d)".formatted(label, x, y));
        }

        private double weight(Region at, int x, int y) {
            return across.weight(index(across, at.x()), x) * down.weight(index(down, at.y()), y);
        }

        private static int index(TileAxis axis, int start) {
            int i = 0;
            while (axis.start(i) != start) {
                i++;
            }
            return i;
        }

        private static boolean covers(Region at, int x, int y) {
            return x >= at.x()
                    && y >= at.y()
                    && x < at.x() + at.width()
                    && y < at.y() + at.height();
        }

        private static double[] add(double[] sums, double[] scores, double weight) {
            double[] all = sums == null ? new double[scores.length] : sums;
            for (int i = 0; i < all.length; i++) {
                all[i] += weight * scores[i];
            }
            return all;
        }
    }

    /**
     * The bound that Segmenter states: a row of tiles' pixels, and the scores of the live tiles.
     */
    @Test
    void memoryIsBoundedByARowOfTilesHoweverHighTheImageIs() throws Exception {
        int width = 1000;
        long least = mostLent(width, 600);
        assertEquals(least, mostLent(width, 600 * 16));
        ScoreGrid grid = new ScoreGrid(9, 9, 65, 65, Resizing.ALIGN_CORNERS);
        long pixels = 200L * width * 3;
        long scores = 2L * 7 * grid.width() * grid.height() * 5 * Float.BYTES;
        assertTrue(least <= pixels + scores, least + " bytes, not " + (pixels + scores));
    }

    private static OutputPlan plan(RandomModel model) {
        return OutputPlan.of(
                model.description(),
                model.scores(MemorySegment.NULL).classes(),
                OutputOptions.DEFAULT);
    }

    private static long mostLent(int width, int height) throws Exception {
        RandomModel model =
                new RandomModel(
                        new Random(1),
                        OutputKind.SCORES,
                        5,
                        new ScoreGrid(9, 9, 65, 65, Resizing.ALIGN_CORNERS));
        Region all = new Region(0, 0, width, height);
        Tiling tiling = Tiling.ofPixels(200, 200);
        int[] rows = new int[1];
        int[] seen = new int[1];
        try (MemoryPool counted = new MemoryPool();
                StreamedBands bands =
                        new StreamedBands(
                                new MemoryRows(null, width, height, PixelFormat.BGR),
                                all,
                                200,
                                counted,
                                (y, memory, offset) -> assertEquals(seen[0]++, y));
                TiledScores tiles =
                        new TiledScores(
                                model,
                                counted,
                                width,
                                height,
                                tiling,
                                plan(model),
                                Optional.empty())) {
            tiles.run(bands, new StageClock(), (y, row) -> assertEquals(rows[0]++, y));
            assertEquals(height, rows[0]);
            assertEquals(height, seen[0]);
            return counted.mostLent();
        }
    }

    @Test
    void moreTilesThanAnybodyWaitsForAreRefused() {
        RandomModel model =
                new RandomModel(
                        new Random(1),
                        OutputKind.SCORES,
                        5,
                        new ScoreGrid(9, 9, 65, 65, Resizing.ALIGN_CORNERS));
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> TiledScores.check(model, 20_000, 20_000, Tiling.ofPixels(1, 1)));
        assertEquals(
                "20000 x 20000 pixels are 400000000 tiles of this size, and at most 1000000 are allowed; choose larger tiles",
                refusal.getMessage());
    }

    @Test
    void classIndicesAreNotSharedWithTheWholeImage() {
        RandomModel model =
                new RandomModel(
                        new Random(1),
                        OutputKind.CLASS_INDICES,
                        5,
                        new ScoreGrid(9, 9, 65, 65, Resizing.ALIGN_CORNERS));
        Tiling tiling = Tiling.ofScale(1).withWholeShare(Tiling.HALF);
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> TiledScores.check(model, 100, 100, tiling));
        assertTrue(refusal.getMessage().startsWith("The model random gives the index"));
    }
}
