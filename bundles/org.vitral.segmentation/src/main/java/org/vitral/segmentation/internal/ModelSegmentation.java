// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.OutputSize;
import org.vitral.segmentation.OutputType;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.Timings;

/**
 * The segmentation of one image. Its memory comes from a pool and goes back there; what it hands
 * out is bound to a {@link Lifetime}, so that a view which outlives it throws and never shows the
 * next frame.
 */
final class ModelSegmentation implements Segmentation {

    private final EngineIdentity engine;
    private final OutputPlan plan;
    private final Frames frames;
    private final MemoryPool pool;
    private final Scores scores;
    private final Lifetime lifetime = new Lifetime();

    /** That of the scores, and mostly that of one mask. */
    private final List<MemoryPool.Block> blocks = new ArrayList<>(2);

    /** Of different sizes, mostly one. */
    private final List<PixelCategoryMask> masks = new ArrayList<>(1);

    /** Null until one is asked for. */
    private Map<Confident, ConfidenceMask> confidences;

    private final StageNanos called;
    private final List<Float> quality;
    private long postprocessNanos;
    private List<LabelShare> labels;

    /** A finished mask that masks of other sizes are taken from; null where scores give them. */
    private PixelCategoryMask finished;

    private record Size(int width, int height) {}

    private record Confident(int label, Size size) {}

    /**
     * A segmentation that owns a block of scores.
     *
     * @param plan what its masks shall be
     * @param scores over the block's memory
     * @param block from the pool; given back at close
     */
    ModelSegmentation(
            EngineIdentity engine,
            OutputPlan plan,
            Frames frames,
            Scores scores,
            MemoryPool pool,
            MemoryPool.Block block,
            StageNanos called) {
        this(engine, plan, frames, scores, pool, block, called, List.of());
    }

    /** One that has quality scores, too. */
    ModelSegmentation(
            EngineIdentity engine,
            OutputPlan plan,
            Frames frames,
            Scores scores,
            MemoryPool pool,
            MemoryPool.Block block,
            StageNanos called,
            List<Float> quality) {
        this.quality = quality;
        this.engine = engine;
        this.plan = plan;
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
        int bytesPerPixel = plan.bytesPerPixel();
        MemorySegment pixels = own(block, (long) width * height * bytesPerPixel);
        finished =
                new PixelCategoryMask(
                        new PooledMemory(pixels, lifetime), width, height, bytesPerPixel);
        masks.add(finished);
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

    /**
     * Changes what the model gave, before anything was made of it. Its time is that of the
     * post-processing.
     *
     * @param change is given the memory of the scores, to be written
     */
    synchronized void rescore(Consumer<MemorySegment> change) {
        checkOpen();
        MemorySegment memory = blocks.getFirst().memory();
        timed(
                () -> {
                    change.accept(memory.asSlice(0, scores.memory().byteSize()));
                    return null;
                });
    }

    /** How long its views are valid. */
    Lifetime lifetime() {
        return lifetime;
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

    /** Makes the masks that the call was asked for, on the caller's thread. */
    synchronized void makeAsked() {
        Optional<OutputType> asked = plan.options().type();
        if (asked.isEmpty()) {
            return;
        }
        if (asked.get().hasCategory()) {
            categoryMask();
        }
        if (asked.get().hasConfidence()) {
            Size size = size(plan.confidenceSize());
            checkOpen();
            timed(() -> makeConfidences(plan.confident(), size));
        }
    }

    @Override
    public CategoryMask categoryMask() {
        Size size = size(plan.categorySize());
        return categoryMask(size.width(), size.height());
    }

    private Size size(OutputSize asked) {
        return switch (asked.kind()) {
            case MODEL -> new Size(modelWidth(), modelHeight());
            case SOURCE -> new Size(width(), height());
            case FIXED -> new Size(asked.width(), asked.height());
        };
    }

    @Override
    public synchronized CategoryMask categoryMask(int width, int height) {
        checkOpen();
        for (int i = 0; i < masks.size(); i++) {
            PixelCategoryMask made = masks.get(i);
            if (made.width() == width && made.height() == height) {
                return made;
            }
        }
        Size wanted = checked(width, height);
        long start = System.nanoTime();
        PixelCategoryMask made = mask(wanted);
        postprocessNanos += System.nanoTime() - start;
        masks.add(made);
        return made;
    }

    private static Size checked(int width, int height) {
        OutputSize.of(width, height);
        return new Size(width, height);
    }

    private PixelCategoryMask mask(Size size) {
        if (finished != null && !isModelSize(size)) {
            return taken(size);
        }
        int bytesPerPixel = plan.bytesPerPixel();
        MemorySegment memory = memory((long) size.width() * size.height() * bytesPerPixel);
        SharedMaximum maximum = pool.takeMaximum();
        maximum.write(scores, size.width(), size.height(), bytesPerPixel, memory, engine.threads());
        pool.giveBack(maximum);
        if (plan.filters()) {
            new CategoryFilter(plan, scores, size.width(), size.height()).apply(memory);
        }
        return new PixelCategoryMask(
                new PooledMemory(memory, lifetime), size.width(), size.height(), bytesPerPixel);
    }

    private boolean isModelSize(Size size) {
        return size.width() == scores.output().width() && size.height() == scores.output().height();
    }

    /** Each pixel takes the class of the pixel of the finished mask that its middle lies in. */
    private PixelCategoryMask taken(Size size) {
        if (size.width() == width() && size.height() == height()) {
            throw new UnsupportedOperationException(
                    "The mask of %d x %d pixels was written row by row, and is not held in memory"
                            .formatted(size.width(), size.height()));
        }
        int bytesPerPixel = finished.bytesPerPixel();
        MemorySegment from = finished.memory().forRead();
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
        return new PixelCategoryMask(
                new PooledMemory(to, lifetime), size.width(), size.height(), bytesPerPixel);
    }

    private static int[] middles(int places, int length) {
        int[] middles = new int[places];
        for (int i = 0; i < places; i++) {
            middles[i] = (int) ((2L * i + 1) * length / (2L * places));
        }
        return middles;
    }

    @Override
    public ConfidenceMask confidenceMask(int label) {
        Size size = size(plan.confidenceSize());
        return confidenceMask(label, size.width(), size.height());
    }

    @Override
    public synchronized ConfidenceMask confidenceMask(int label, int width, int height) {
        checkOpen();
        Confident wanted = new Confident(label, checked(width, height));
        if (confidences == null || !confidences.containsKey(wanted)) {
            timed(() -> makeConfidences(new int[] {label}, wanted.size()));
        }
        return confidences.get(wanted);
    }

    private Void makeConfidences(int[] labels, Size size) {
        if (confidences == null) {
            confidences = new HashMap<>();
        }
        MemorySegment[] memory = new MemorySegment[labels.length];
        for (int i = 0; i < labels.length; i++) {
            memory[i] = memory((long) size.width() * size.height() * Float.BYTES);
        }
        scores.copyConfidences(labels, size.width(), size.height(), memory);
        for (int i = 0; i < labels.length; i++) {
            confidences.put(
                    new Confident(labels[i], size),
                    new PixelConfidenceMask(
                            new PooledMemory(memory[i], lifetime), size.width(), size.height()));
        }
        return null;
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
        return new PixelConfidenceMask(new PooledMemory(memory, lifetime), width, height);
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
        long all = (long) mask.width() * mask.height();
        return shares(ClassCounts.of(mask), all, plan);
    }

    /** What was found, the largest first. */
    static List<LabelShare> shares(long[] counts, long all, OutputPlan plan) {
        List<LabelShare> found = new ArrayList<>();
        for (int index = 0; index < counts.length; index++) {
            if (counts[index] > 0) {
                found.add(
                        new LabelShare(
                                plan.label(index), counts[index], (double) counts[index] / all));
            }
        }
        found.sort(Comparator.comparingLong(LabelShare::pixels).reversed());
        return List.copyOf(found);
    }

    @Override
    public Optional<Label> unlabelled() {
        checkOpen();
        return plan.unlabelled();
    }

    @Override
    public Label label(int index) {
        checkOpen();
        return plan.label(index);
    }

    @Override
    public List<String> notes() {
        checkOpen();
        return plan.notes();
    }

    @Override
    public List<Float> qualityScores() {
        checkOpen();
        return quality;
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
        return copy(plan, frames);
    }

    /** The same segmentation as one of another image, such as a smaller one. */
    ModelSegmentation copy(Frames others) {
        return copy(plan, others);
    }

    /** A copy with masks as the model gives them, whatever was asked of these. */
    ModelSegmentation plainCopy() {
        return copy(OutputPlan.of(model(), plan.classes(), OutputOptions.DEFAULT), frames);
    }

    private synchronized ModelSegmentation copy(OutputPlan other, Frames others) {
        checkOpen();
        long bytes = scores.memory().byteSize();
        MemoryPool.Block block = pool.take(bytes);
        MemorySegment memory = block.first(bytes).copyFrom(scores.memory());
        Scores same =
                new Scores(memory.asReadOnly(), other.output(), scores.grid(), scores.channels());
        StageNanos so = new StageNanos(called.preprocess(), called.invoke(), postprocessNanos);
        ModelSegmentation copy =
                new ModelSegmentation(engine, other, others, same, pool, block, so, quality);
        if (finished != null && other.equals(plan)) {
            MemoryPool.Block mask = pool.take(finished.memory().byteSize());
            finished.memory().copy(mask.memory().asSlice(0, finished.memory().byteSize()));
            copy.finish(mask, finished.width(), finished.height());
        }
        if (others.equals(frames) && other.equals(plan)) {
            copy.labels = labels;
        }
        return copy;
    }

    @Override
    public synchronized void close() {
        if (lifetime.end()) {
            for (int i = 0; i < blocks.size(); i++) {
                pool.giveBack(blocks.get(i));
            }
        }
    }

    /** Memory that goes back at close. */
    private MemorySegment memory(long bytes) {
        return own(pool.take(bytes), bytes);
    }

    private MemorySegment own(MemoryPool.Block block, long bytes) {
        blocks.add(block);
        return block.first(bytes);
    }

    private <T> T timed(Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        postprocessNanos += System.nanoTime() - start;
        return result;
    }

    private void checkOpen() {
        lifetime.check();
    }
}
