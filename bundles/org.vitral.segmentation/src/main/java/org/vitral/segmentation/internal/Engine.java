// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelOutput;
import org.vitral.segmentation.Frames;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.SegmentationException;
import org.vitral.tflite.runtime.NativeInterpreter;

/**
 * One model on one delegate, ready to work: an immutable generation. Whoever uses it holds a lease;
 * after {@link #retire()} it closes when the last lease ends, the interpreter first, then the
 * delegates, then the model. One image at a time: others wait.
 */
final class Engine implements TileModel {

    private final ModelContent content;
    private final DelegateStack delegates;
    private final NativeInterpreter interpreter;
    private final OutputReader reader;
    private final ImagePreprocessor preprocessor;
    private final int channels;
    private final ScoreGrid grid;
    private volatile RewritingVerdict rewriting;

    /** One for whoever made the engine, and one for each call that is inside. */
    private final AtomicInteger leases = new AtomicInteger(1);

    /** Masks as the model gives them. */
    private final OutputPlan plain;

    /** Masks for calls that say nothing. */
    private volatile OutputPlan standard;

    /** What the last call with options of its own asked for: the next one often asks the same. */
    private volatile OutputPlan lately;

    private final ReentrantLock turn = new ReentrantLock();

    private final EngineRecord record = new EngineRecord();

    private volatile EngineIdentity identity;

    /** Who closes it when the last lease has ended. */
    private volatile Consumer<Runnable> closer = Engine::closeQuietly;

    /**
     * An engine that owns what it is made of.
     *
     * @param delegates what the interpreter was made with
     * @param channels the numbers a place of the grid
     * @param grid what the mask is interpolated from
     * @param rewriting what the model's graph was changed by
     */
    Engine(
            EngineIdentity identity,
            ModelContent content,
            DelegateStack delegates,
            NativeInterpreter interpreter,
            OutputReader reader,
            int channels,
            ScoreGrid grid,
            RewritingVerdict rewriting) {
        this.identity = identity;
        this.content = content;
        this.delegates = delegates;
        this.interpreter = interpreter;
        this.reader = reader;
        this.channels = channels;
        this.grid = grid;
        this.rewriting = rewriting;
        this.preprocessor = new ImagePreprocessor(identity.model().input());
        this.plain =
                OutputPlan.of(
                        identity.model(),
                        Scores.classes(identity.model().output().kind(), channels),
                        OutputOptions.DEFAULT);
        this.standard = plain;
        this.lately = plain;
    }

    EngineIdentity identity() {
        return identity;
    }

    /** How it has done so far, as whoever uses it tells. */
    EngineRecord record() {
        return record;
    }

    /** The bytes that it runs on, which it closes. */
    ModelContent content() {
        return content;
    }

    /** What the model's graph was changed by. */
    RewritingVerdict rewriting() {
        return rewriting;
    }

    /** More is known of what came of the rules. */
    void explain(RewritingVerdict verdict) {
        rewriting = verdict;
    }

    /** More is known of why it runs on its delegates. */
    void explain(DelegateReason reason) {
        identity = identity.with(reason);
    }

    /** Takes a lease, unless the engine is closed. */
    boolean acquire() {
        return leases.getAndUpdate(held -> held == 0 ? 0 : held + 1) > 0;
    }

    /** Ends a lease. */
    void release() {
        if (leases.decrementAndGet() == 0) {
            closer.accept(this::close);
        }
    }

    /** Ends the maker's lease. */
    void retire() {
        release();
    }

    /**
     * Ends the maker's lease.
     *
     * @param other is given the closing, once, when the last lease has ended; the closing throws
     *     what the delegates threw
     */
    void retire(Consumer<Runnable> other) {
        closer = other;
        release();
    }

    /**
     * Makes options those of calls that say nothing. For the maker only.
     *
     * @throws IllegalArgumentException if the model cannot do what is asked
     */
    void serve(OutputOptions defaults) {
        standard = OutputPlan.of(identity.model(), plain.classes(), defaults);
        lately = standard;
    }

    /**
     * What the options of a call mean here.
     *
     * @throws IllegalArgumentException if the model cannot do what is asked
     */
    OutputPlan plan(OutputOptions asked) {
        if (asked.equals(OutputOptions.DEFAULT)) {
            return standard;
        }
        OutputOptions wanted = asked.orElse(standard.options());
        OutputPlan last = lately;
        if (!last.options().equals(wanted)) {
            last = OutputPlan.of(identity.model(), plain.classes(), wanted);
            lately = last;
        }
        return last;
    }

    /**
     * Segments a region of an image, whatever the options of calls are: what the model says, to be
     * compared with what another engine says. The caller holds a lease.
     */
    ModelSegmentation segment(Image image, Region region, MemoryPool pool)
            throws SegmentationException {
        return segment(image, region, plain, pool);
    }

    /** Segments a region of an image. The caller holds a lease. */
    ModelSegmentation segment(Image image, Region region, OutputPlan plan, MemoryPool pool)
            throws SegmentationException {
        EngineIdentity current = identity;
        ModelOutput output = plan.output();
        long bytes = scoreBytes();
        MemoryPool.Block block = pool.take(bytes);
        MemorySegment memory = block.memory().asSlice(0, bytes);
        turn.lock();
        try {
            long start = System.nanoTime();
            preprocessor.fill(image, region, interpreter.input(0));
            long filled = System.nanoTime();
            interpreter.invoke();
            long invoked = System.nanoTime();
            reader.read(interpreter.output(output.index()), memory);
            return new ModelSegmentation(
                    current,
                    plan,
                    Frames.of(output.width(), output.height(), region, image),
                    new Scores(memory.asReadOnly(), output, grid, channels),
                    pool,
                    block,
                    new StageNanos(filled - start, invoked - filled, System.nanoTime() - invoked));
        } catch (RuntimeException failure) {
            pool.giveBack(block);
            throw failed(failure);
        } finally {
            turn.unlock();
        }
    }

    /** The caller holds a lease. */
    @Override
    public void infer(Image image, Region region, MemorySegment into, StageClock clock)
            throws SegmentationException {
        run(input -> preprocessor.fill(image, region, input), into, clock);
    }

    /** Runs the model on an input that was made elsewhere. The caller holds a lease. */
    void infer(MemorySegment made, MemorySegment into, StageClock clock)
            throws SegmentationException {
        run(input -> input.copyFrom(made), into, clock);
    }

    private void run(Consumer<MemorySegment> fill, MemorySegment into, StageClock clock)
            throws SegmentationException {
        turn.lock();
        try {
            long start = System.nanoTime();
            fill.accept(interpreter.input(0));
            long filled = System.nanoTime();
            interpreter.invoke();
            long invoked = System.nanoTime();
            reader.read(interpreter.output(identity.model().output().index()), into);
            record.succeeded(invoked - filled);
            clock.ran(filled - start, invoked - filled, System.nanoTime() - invoked);
        } catch (RuntimeException failure) {
            throw failed(failure);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public ModelDescription description() {
        return identity.model();
    }

    @Override
    public Scores scores(MemorySegment memory) {
        return new Scores(memory, identity.model().output(), grid, channels);
    }

    /** The bytes that the model's input takes. */
    long inputBytes() {
        return interpreter.input(0).byteSize();
    }

    private SegmentationException failed(RuntimeException failure) {
        return new SegmentationException(
                "The model %s failed on this image: %s"
                        .formatted(identity.model().name(), failure.getMessage()),
                failure);
    }

    /**
     * Makes what the output holds worthless: NaN, or -1. The memory of a new interpreter is often
     * that of one before it, so that a delegate which computes nothing would seem to be right. For
     * the maker only, before the first image.
     */
    void spoilOutput() {
        MemorySegment output = interpreter.output(identity.model().output().index());
        MemorySegment.ofAddress(output.address()).reinterpret(output.byteSize()).fill((byte) 0xff);
    }

    /** For an engine that served nobody: who looks at it cannot help what its delegates do then. */
    private static void closeQuietly(Runnable close) {
        try {
            close.run();
        } catch (RuntimeException | LinkageError failure) {
            // When an engine that served closes like this, the log says so.
        }
    }

    private void close() {
        interpreter.close();
        try {
            delegates.close();
        } finally {
            content.close();
        }
    }
}
