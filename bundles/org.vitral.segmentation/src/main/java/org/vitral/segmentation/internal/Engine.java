// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelOutput;
import org.vitral.segmentation.Frames;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.SegmentationException;

/**
 * One model on one delegate, ready to work: an immutable generation. Whoever uses it holds a lease;
 * after {@link #retire()} it closes when the last lease ends, the interpreters first, then the
 * delegates, then the model. Each call uses one of its interpreters; calls for which there is none
 * wait for their turn, in the order in which they come.
 */
final class Engine {

    /** What a call is told whose segmenter is no more. */
    static final String REMOVED = "This segmenter was removed";

    private final ModelContent content;
    private final List<EngineWorker> workers;
    private final EngineTensors tensors;
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

    private final TurnQueue<EngineWorker> turns;

    private final EngineRecord record = new EngineRecord();

    private volatile EngineIdentity identity;

    /** Who closes it when the last lease has ended. */
    private volatile Consumer<Runnable> closer = Engine::closeQuietly;

    /**
     * An engine that owns what it is made of.
     *
     * @param workers its interpreters, at least one, which are all alike
     * @param grid what the mask is interpolated from
     * @param rewriting what the model's graph was changed by
     */
    Engine(
            EngineIdentity identity,
            ModelContent content,
            List<EngineWorker> workers,
            ScoreGrid grid,
            RewritingVerdict rewriting) {
        this.identity = identity;
        this.content = content;
        this.workers = List.copyOf(workers);
        this.turns = new TurnQueue<>(workers);
        this.tensors = workers.getFirst().tensors();
        this.grid = grid;
        this.rewriting = rewriting;
        this.plain =
                OutputPlan.of(
                        identity.model(),
                        Scores.classes(identity.model().output().kind(), tensors.channels()),
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
     * Segments a region of an image on the caller's thread, whatever the options of calls are: what
     * the model says, to be compared with what another engine says. The caller holds a lease.
     */
    ModelSegmentation segment(Image image, Region region, MemoryPool pool)
            throws SegmentationException {
        return segment(image, region, plain, pool, Call.unlimited(), null);
    }

    /**
     * Segments a region of an image. The caller holds a lease.
     *
     * @param threads run the model of a call that may leave before it ends; other calls run it on
     *     their own thread
     * @throws SegmentationException if the model failed, or the call ended before it did
     */
    ModelSegmentation segment(
            Image image,
            Region region,
            OutputPlan plan,
            MemoryPool pool,
            Call call,
            Executor threads)
            throws SegmentationException {
        EngineIdentity current = identity;
        int channels = tensors.channels();
        ModelOutput output = plan.output();
        long bytes = scoreBytes();
        EngineWorker turn = turns.take(call);
        boolean hasTurn = true;
        ScoreMemory scores = null;
        try {
            scores = ScoreMemory.of(pool, bytes);
            ModelRun run = new ModelRun(turn, output.index(), scores, call);
            if (call.mayLeave()) {
                call.read(() -> run.fill(image, region));
                call.check();
                start(run, turn, threads);
                hasTurn = false;
                ScoreMemory lent = scores;
                scores = null;
                run.await();
                scores = lent;
            } else {
                run.fill(image, region);
                run.work();
            }
            ModelSegmentation seen =
                    new ModelSegmentation(
                            current,
                            plan,
                            Frames.of(output.width(), output.height(), region, image),
                            new Scores(scores.readOnly(), output, grid, channels),
                            pool,
                            scores.block(),
                            run.stages(),
                            run.quality());
            scores = null;
            return seen;
        } catch (RuntimeException failure) {
            throw failed(failure);
        } finally {
            if (hasTurn) {
                turns.give(turn);
            }
            if (scores != null) {
                scores.close();
            }
        }
    }

    /** Hands a run over to another thread, with the turn and a lease of its own. */
    private void start(ModelRun run, EngineWorker turn, Executor threads)
            throws SegmentationException {
        leases.getAndIncrement();
        boolean started = false;
        try {
            threads.execute(() -> run.run(() -> giveBack(turn)));
            started = true;
        } catch (RejectedExecutionException closed) {
            throw new SegmentationException(REMOVED, closed);
        } finally {
            if (!started) {
                release();
            }
        }
    }

    private void giveBack(EngineWorker turn) {
        turns.give(turn);
        release();
    }

    /**
     * Has the model see a region of an image. The caller holds a lease.
     *
     * @param into gets the scores
     */
    void infer(Image image, Region region, MemorySegment into, Call call, StageClock clock)
            throws SegmentationException {
        run(
                worker -> worker.preprocessor().fill(image, region, worker.interpreter().input(0)),
                into,
                call,
                clock);
    }

    /** Runs the model on an input that was made elsewhere. The caller holds a lease. */
    void infer(MemorySegment made, MemorySegment into, Call call, StageClock clock)
            throws SegmentationException {
        run(worker -> worker.interpreter().input(0).copyFrom(made), into, call, clock);
    }

    private void run(Consumer<EngineWorker> fill, MemorySegment into, Call call, StageClock clock)
            throws SegmentationException {
        EngineWorker turn = turns.take(call);
        try {
            long start = System.nanoTime();
            call.read(() -> fill.accept(turn));
            long filled = System.nanoTime();
            turn.interpreter().invoke();
            long invoked = System.nanoTime();
            tensors.reader().read(output(turn), into);
            record.succeeded(invoked - filled);
            clock.ran(filled - start, invoked - filled, System.nanoTime() - invoked);
        } catch (RuntimeException failure) {
            throw failed(failure);
        } finally {
            turns.give(turn);
        }
    }

    private MemorySegment output(EngineWorker worker) {
        return worker.interpreter().output(identity.model().output().index());
    }

    /** What the model gives, in some memory. */
    Scores scores(MemorySegment memory) {
        return new Scores(memory, identity.model().output(), grid, tensors.channels());
    }

    /** The bytes that the scores of one image take. */
    long scoreBytes() {
        return (long) grid.width() * grid.height() * tensors.channels() * Float.BYTES;
    }

    /** The bytes that the model's input takes. */
    long inputBytes() {
        return workers.getFirst().interpreter().input(0).byteSize();
    }

    /** Fills inputs of this model outside of a turn. */
    ImagePreprocessor anotherPreprocessor() {
        return new ImagePreprocessor(identity.model().input(), tensors.writer().another(), 1);
    }

    private SegmentationException failed(RuntimeException failure) {
        return new SegmentationException(
                "The model %s failed on this image: %s"
                        .formatted(identity.model().name(), failure.getMessage()),
                failure);
    }

    /** How many calls wait for their turn. */
    int waiting() {
        return turns.waiting();
    }

    /** How many hold a lease: the maker until the engine is retired, and calls and runs. */
    int leases() {
        return leases.get();
    }

    /**
     * Makes what the output holds worthless: NaN, or -1. The memory of a new interpreter is often
     * that of one before it, so that a delegate which computes nothing would seem to be right. For
     * the maker only, before the first image.
     */
    void spoilOutput() {
        for (EngineWorker worker : workers) {
            MemorySegment output = output(worker);
            MemorySegment.ofAddress(output.address())
                    .reinterpret(output.byteSize())
                    .fill((byte) 0xff);
        }
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
        workers.forEach(worker -> worker.interpreter().close());
        RuntimeException first = null;
        for (EngineWorker worker : workers) {
            try {
                worker.delegates().close();
            } catch (RuntimeException failure) {
                first = first == null ? failure : first;
            }
        }
        content.close();
        if (first != null) {
            throw first;
        }
    }
}
