// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.vitral.bench.BenchException;
import org.vitral.bench.BenchStep;
import org.vitral.bench.BenchSubject;
import org.vitral.image.Image;
import org.vitral.segmentation.Segmentation;

/**
 * How many frames a second: raw interpreters of one thread each, each called in a loop of its own
 * thread, and callers of one segmenter with as many interpreters. The two take turns, in random
 * order.
 */
final class Throughput implements AutoCloseable {

    /** How long one turn is meant to be. */
    private static final double TURN_MILLIS = 500;

    private static final int FEWEST_RUNS = 2;

    private final BenchSubject subject;
    private final ExecutorService callers;
    private final List<RawInterpreter> raws = new ArrayList<>();
    private final OwnSegmenters.OwnSegmenter own;
    private final Image frame;
    private final int runs;

    /** Made by {@link #open}. */
    private Throughput(
            BenchSubject subject,
            List<RawInterpreter> raws,
            OwnSegmenters.OwnSegmenter own,
            Image frame,
            int runs) {
        this.subject = subject;
        this.raws.addAll(raws);
        this.own = own;
        this.frame = frame;
        this.runs = runs;
        callers = Executors.newFixedThreadPool(subject.concurrency());
    }

    static Throughput open(TestBed bed, String delegate, int concurrency)
            throws EngineRefusal, BenchException, InterruptedException {
        List<RawInterpreter> raws = new ArrayList<>();
        OwnSegmenters.OwnSegmenter own = null;
        boolean complete = false;
        try {
            for (int i = 0; i < concurrency; i++) {
                raws.add(bed.raw(delegate, 1));
            }
            own = bed.segmenters().open(bed.configuration(delegate, 1, concurrency));
            raws.getFirst().invoke();
            long start = System.nanoTime();
            raws.getFirst().invoke();
            double millis = (System.nanoTime() - start) / 1e6;
            Frame frame = bed.frames().getFirst();
            Throughput throughput =
                    new Throughput(
                            new BenchSubject(delegate, 1, concurrency, frame.name()),
                            raws,
                            own,
                            frame.image(),
                            (int) Math.max(FEWEST_RUNS, Math.round(TURN_MILLIS / millis)));
            complete = true;
            return throughput;
        } finally {
            if (!complete) {
                if (own != null) {
                    own.close();
                }
                raws.forEach(RawInterpreter::close);
            }
        }
    }

    /** One turn each, after one that does not count. */
    void measure(int turns, Random random, Recorder into)
            throws BenchException, InterruptedException {
        for (int turn = -1; turn < turns; turn++) {
            boolean rawFirst = random.nextBoolean();
            for (int i = 0; i < 2; i++) {
                boolean raw = rawFirst == (i == 0);
                double rate = raw ? rate(this::rawRun) : rate(caller -> this::segment);
                if (turn >= 0) {
                    into.add(subject, raw ? BenchStep.RAW_RATE : BenchStep.FRAME_RATE, rate);
                }
            }
        }
    }

    private Callable<Void> rawRun(int caller) {
        RawInterpreter raw = raws.get(caller);
        return () -> {
            raw.invoke();
            return null;
        };
    }

    private Void segment() throws Exception {
        try (Segmentation seen = own.segmenter().segment(frame)) {
            seen.categoryMask();
        }
        return null;
    }

    /** What the callers do. */
    private interface Work {
        Callable<Void> of(int caller);
    }

    /** From the first run's start to the last one's end. */
    private double rate(Work work) throws BenchException, InterruptedException {
        int count = subject.concurrency();
        CyclicBarrier start = new CyclicBarrier(count + 1);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Callable<Void> run = work.of(i);
            done.add(
                    callers.submit(
                            () -> {
                                start.await();
                                for (int j = 0; j < runs; j++) {
                                    run.call();
                                }
                                return null;
                            }));
        }
        try {
            start.await();
            long from = System.nanoTime();
            for (Future<?> one : done) {
                one.get();
            }
            return count * runs / ((System.nanoTime() - from) / 1e9);
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new BenchException(
                    "%d at a time on %s: %s"
                            .formatted(count, subject.delegate(), e.getCause().getMessage()),
                    e.getCause());
        }
    }

    @Override
    public void close() {
        callers.close();
        own.close();
        raws.forEach(RawInterpreter::close);
    }
}
