// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.vitral.image.Region;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConfidenceMask;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.Frames;
import org.vitral.segmentation.LabelShare;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.Timings;

/**
 * The segmentation of one image. Its memory comes from a pool and goes back there; what it hands
 * out is bound to an arena of its own, so that a view which outlives it throws and never shows the
 * next frame.
 */
final class ModelSegmentation implements Segmentation {

    private final EngineIdentity engine;
    private final Frames frames;
    private final MemoryPool pool;
    private final Scores scores;
    private final Arena views = Arena.ofShared();
    private final List<MemoryPool.Block> blocks = new ArrayList<>();
    private final Map<Size, CategoryMask> masks = new HashMap<>();
    private final StageNanos called;
    private long postprocessNanos;
    private List<LabelShare> labels;

    /** A finished mask that masks of other sizes are taken from; null where scores give them. */
    private CategoryMask finished;

    private record Size(int width, int height) {}

    /**
     * A segmentation that owns a block of scores.
     *
     * @param scores over the block's memory
     * @param block from the pool; given back at close
     */
    ModelSegmentation(
            EngineIdentity engine,
            Frames frames,
            Scores scores,
            MemoryPool pool,
            MemoryPool.Block block,
            StageNanos called) {
        this.engine = engine;
        this.frames = frames;
        this.scores = scores;
        this.pool = pool;
        this.called = called;
        this.postprocessNanos = called.postprocess();
        blocks.add(block);
    }

    /**
     * Has masks taken from one that is finished, other than those at the model's size.
     *
     * @param block from the pool, with the mask; given back at close
     */
    void finish(MemoryPool.Block block, int width, int height) {
        int bytesPerPixel = TiledScores.bytesPerPixel(scores);
        MemorySegment pixels = own(block, (long) width * height * bytesPerPixel);
        finished = new PixelCategoryMask(pixels.asReadOnly(), width, height, bytesPerPixel);
        masks.put(new Size(width, height), finished);
    }

    /** States what was found in a mask that is not held. */
    void state(List<LabelShare> found) {
        labels = found;
    }

    /** What the model gave; valid until close. */
    Scores scores() {
        checkOpen();
        return scores;
    }

    @Override
    public int width() {
        checkOpen();
        return frames.region().width();
    }

    @Override
    public int height() {
        checkOpen();
        return frames.region().height();
    }

    @Override
    public Region region() {
        checkOpen();
        return frames.region();
    }

    @Override
    public int modelWidth() {
        checkOpen();
        return scores.output().width();
    }

    @Override
    public int modelHeight() {
        checkOpen();
        return scores.output().height();
    }

    @Override
    public CategoryMask categoryMask() {
        return categoryMask(width(), height());
    }

    @Override
    public synchronized CategoryMask categoryMask(int width, int height) {
        checkOpen();
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A mask has at least one pixel, but %d x %d was asked for"
                            .formatted(width, height));
        }
        return masks.computeIfAbsent(new Size(width, height), size -> timed(() -> mask(size)));
    }

    private CategoryMask mask(Size size) {
        if (finished != null && !isModelSize(size)) {
            return taken(size);
        }
        int bytesPerPixel = scores.classes() <= 256 ? 1 : 2;
        MemorySegment memory = memory((long) size.width() * size.height() * bytesPerPixel);
        CategoryMaximum maximum = pool.takeMaximum();
        maximum.write(scores, size.width(), size.height(), bytesPerPixel, memory);
        pool.giveBack(maximum);
        return new PixelCategoryMask(
                memory.asReadOnly(), size.width(), size.height(), bytesPerPixel);
    }

    private boolean isModelSize(Size size) {
        return size.width() == scores.output().width() && size.height() == scores.output().height();
    }

    /** Each pixel takes the class of the pixel of the finished mask that its middle lies in. */
    private CategoryMask taken(Size size) {
        if (size.width() == width() && size.height() == height()) {
            throw new UnsupportedOperationException(
                    "The mask of %d x %d pixels was written row by row, and is not held in memory"
                            .formatted(size.width(), size.height()));
        }
        int bytesPerPixel = finished.bytesPerPixel();
        MemorySegment from = finished.pixels();
        MemorySegment to = memory((long) size.width() * size.height() * bytesPerPixel);
        int[] columns = middles(size.width(), finished.width());
        int[] rows = middles(size.height(), finished.height());
        long at = 0;
        for (int row : rows) {
            long start = (long) row * finished.width();
            for (int column : columns) {
                if (bytesPerPixel == 1) {
                    to.set(
                            ValueLayout.JAVA_BYTE,
                            at++,
                            from.get(ValueLayout.JAVA_BYTE, start + column));
                } else {
                    to.setAtIndex(
                            ValueLayout.JAVA_SHORT,
                            at++,
                            from.getAtIndex(ValueLayout.JAVA_SHORT, start + column));
                }
            }
        }
        return new PixelCategoryMask(to.asReadOnly(), size.width(), size.height(), bytesPerPixel);
    }

    private static int[] middles(int places, int length) {
        int[] middles = new int[places];
        for (int i = 0; i < places; i++) {
            middles[i] = (int) ((2L * i + 1) * length / (2L * places));
        }
        return middles;
    }

    @Override
    public synchronized ConfidenceMask confidenceMask(int label) {
        checkOpen();
        return timed(() -> values(into -> scores.copyConfidences(label, into)));
    }

    @Override
    public synchronized ConfidenceMask scores(int label) {
        checkOpen();
        return timed(() -> values(into -> scores.copyScores(label, into)));
    }

    @Override
    public synchronized ConfidenceMask margin() {
        checkOpen();
        return timed(() -> values(into -> Certainty.of(scores, into).writeMargins(into)));
    }

    @Override
    public synchronized ConfidenceMask entropy() {
        checkOpen();
        return timed(() -> values(into -> Certainty.of(scores, into).writeEntropies(into)));
    }

    private ConfidenceMask values(Consumer<MemorySegment> fill) {
        int width = scores.output().width();
        int height = scores.output().height();
        MemorySegment memory = memory((long) width * height * Float.BYTES);
        fill.accept(memory);
        return new PixelConfidenceMask(memory.asReadOnly(), width, height);
    }

    @Override
    public synchronized List<LabelShare> labels() {
        checkOpen();
        if (labels == null) {
            CategoryMask mask = categoryMask();
            labels = timed(() -> count(mask));
        }
        return labels;
    }

    private List<LabelShare> count(CategoryMask mask) {
        MemorySegment pixels = mask.pixels();
        long all = (long) mask.width() * mask.height();
        long[] counts = new long[mask.bytesPerPixel() == 1 ? 256 : 65_536];
        if (mask.bytesPerPixel() == 1) {
            for (long i = 0; i < all; i++) {
                counts[pixels.get(ValueLayout.JAVA_BYTE, i) & 0xff]++;
            }
        } else {
            for (long i = 0; i < all; i++) {
                counts[pixels.getAtIndex(ValueLayout.JAVA_SHORT, i) & 0xffff]++;
            }
        }
        return shares(counts, all, engine.model().labels());
    }

    /** What was found, the largest first. */
    static List<LabelShare> shares(long[] counts, long all, List<Label> known) {
        List<LabelShare> found = new ArrayList<>();
        for (int index = 0; index < counts.length; index++) {
            if (counts[index] > 0) {
                found.add(
                        new LabelShare(
                                label(index, known), counts[index], (double) counts[index] / all));
            }
        }
        found.sort(Comparator.comparingLong(LabelShare::pixels).reversed());
        return List.copyOf(found);
    }

    /** The label of a class; a model may give indices that its label map does not name. */
    private static Label label(int index, List<Label> known) {
        return index < known.size()
                ? known.get(index)
                : new Label(index, "class " + index, 0x808080);
    }

    @Override
    public Frames frames() {
        checkOpen();
        return frames;
    }

    @Override
    public synchronized Timings timings() {
        checkOpen();
        return new Timings(
                Duration.ofNanos(called.preprocess()),
                Duration.ofNanos(called.invoke()),
                Duration.ofNanos(postprocessNanos));
    }

    /** How long the model ran. */
    long invokeNanos() {
        return called.invoke();
    }

    @Override
    public ModelDescription model() {
        checkOpen();
        return engine.model();
    }

    @Override
    public List<EffectiveDelegate> delegates() {
        checkOpen();
        return engine.delegates();
    }

    @Override
    public String delegateReason() {
        checkOpen();
        return engine.reason().text();
    }

    @Override
    public long generation() {
        checkOpen();
        return engine.generation();
    }

    @Override
    public ModelSegmentation copy() {
        return copy(frames);
    }

    /** The same segmentation as one of another image, such as a smaller one. */
    synchronized ModelSegmentation copy(Frames others) {
        checkOpen();
        long bytes = scores.memory().byteSize();
        MemoryPool.Block block = pool.take(bytes);
        MemorySegment memory = block.memory().asSlice(0, bytes).copyFrom(scores.memory());
        Scores same = scores.over(memory.asReadOnly());
        StageNanos so = new StageNanos(called.preprocess(), called.invoke(), postprocessNanos);
        ModelSegmentation copy = new ModelSegmentation(engine, others, same, pool, block, so);
        if (finished != null) {
            MemoryPool.Block mask = pool.take(finished.pixels().byteSize());
            mask.memory().copyFrom(finished.pixels());
            copy.finish(mask, finished.width(), finished.height());
        }
        if (others.equals(frames)) {
            copy.labels = labels;
        }
        return copy;
    }

    @Override
    public synchronized void close() {
        if (views.scope().isAlive()) {
            views.close();
            blocks.forEach(pool::giveBack);
        }
    }

    /** Memory that is valid until close, of which nobody gets a view that stays valid. */
    private MemorySegment memory(long bytes) {
        return own(pool.take(bytes), bytes);
    }

    private MemorySegment own(MemoryPool.Block block, long bytes) {
        blocks.add(block);
        return MemorySegment.ofAddress(block.memory().address()).reinterpret(bytes, views, null);
    }

    private <T> T timed(Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        postprocessNanos += System.nanoTime() - start;
        return result;
    }

    private void checkOpen() {
        if (!views.scope().isAlive()) {
            throw Views.closed();
        }
    }
}
