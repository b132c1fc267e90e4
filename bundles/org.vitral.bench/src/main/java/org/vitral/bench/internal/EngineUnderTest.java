// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.vitral.bench.BenchException;
import org.vitral.bench.BenchMemory;
import org.vitral.bench.BenchStep;
import org.vitral.bench.BenchSubject;
import org.vitral.bench.Samples;
import org.vitral.image.Image;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;

/**
 * One delegate with one number of threads: the raw interpreter, the usual way on it, and a
 * segmenter. In each round every step is done once, in random order, so that what slows the machine
 * for a while slows all of them.
 */
final class EngineUnderTest implements AutoCloseable {

    /** How often a raw interpreter is made to see what that costs. */
    private static final int INITS = 5;

    /** The median of so many rounds must be as that of as many before. */
    private static final int STABLE_ROUNDS = 10;

    private static final double STABLE = 0.03;
    private static final int LONGEST_WARM_UP = 100;

    private final BenchSubject subject;
    private final TestBed bed;
    private final RawInterpreter raw;
    private final OwnSegmenters.OwnSegmenter own;
    private final BenchMemory memory;
    private final List<Step> steps = new ArrayList<>();
    private boolean stable;
    private OptionalDouble agreement = OptionalDouble.empty();

    /** A step that measures itself. */
    @FunctionalInterface
    private interface Step {
        void run(Recorder into) throws SegmentationException;
    }

    private EngineUnderTest(
            BenchSubject subject,
            TestBed bed,
            RawInterpreter raw,
            OwnSegmenters.OwnSegmenter own,
            BenchMemory memory) {
        this.subject = subject;
        this.bed = bed;
        this.raw = raw;
        this.own = own;
        this.memory = memory;
        steps.add(this::invokeRaw);
        boolean usual = UsualWay.refusal(raw, bed.model()).isEmpty();
        for (Frame frame : bed.frames()) {
            BenchSubject of = subject.of(frame.name());
            steps.add(new TimedSegmentation(own.segmenter(), frame.image(), of)::run);
            if (usual) {
                UsualWay way = UsualWay.of(raw, bed.model(), frame.width(), frame.height());
                way.fill(frame.rgb());
                steps.add(
                        into -> {
                            long start = System.nanoTime();
                            way.segment(frame.rgb());
                            into.addNanos(of, BenchStep.USUAL_WAY, System.nanoTime() - start);
                        });
            }
        }
    }

    /**
     * Makes all that is measured, and measures that.
     *
     * @throws EngineRefusal if the delegate cannot run this model here
     * @throws BenchException if there is no segmenter at all
     */
    static EngineUnderTest open(BenchSubject subject, TestBed bed, int rounds, Recorder into)
            throws EngineRefusal, BenchException, InterruptedException {
        String delegate = subject.delegate();
        int threads = subject.threads();
        int inits = Math.min(INITS, rounds);
        for (int i = 1; i < inits; i++) {
            init(bed, subject, into).close();
        }
        long before = ProcessMemory.resident();
        RawInterpreter raw = init(bed, subject, into);
        OwnSegmenters.OwnSegmenter own = null;
        boolean complete = false;
        try {
            long start = System.nanoTime();
            raw.invoke();
            into.addNanos(subject, BenchStep.FIRST, System.nanoTime() - start);
            long withRaw = ProcessMemory.resident();
            own = bed.segmenters().open(bed.configuration(delegate, threads, 1));
            into.addNanos(subject, BenchStep.ENGINE_INIT, own.initNanos());
            try (Segmentation first = own.segmenter().segment(bed.frames().getFirst().image())) {
                first.categoryMask();
            }
            long withEngine = ProcessMemory.resident();
            BenchMemory memory = new BenchMemory(withRaw - before, withEngine - withRaw);
            EngineUnderTest engine = new EngineUnderTest(subject, bed, raw, own, memory);
            complete = true;
            return engine;
        } catch (SegmentationException | RuntimeException e) {
            throw new EngineRefusal(String.valueOf(e.getMessage()));
        } finally {
            if (!complete) {
                if (own != null) {
                    own.close();
                }
                raw.close();
            }
        }
    }

    private static RawInterpreter init(TestBed bed, BenchSubject subject, Recorder into)
            throws EngineRefusal {
        long start = System.nanoTime();
        RawInterpreter raw = bed.raw(subject.delegate(), subject.threads());
        into.addNanos(subject, BenchStep.INIT, System.nanoTime() - start);
        return raw;
    }

    BenchSubject subject() {
        return subject;
    }

    OwnSegmenters.OwnSegmenter own() {
        return own;
    }

    /** What it took; nothing where the system does not tell. */
    Optional<BenchMemory> memory() {
        return ProcessMemory.resident() > 0 ? Optional.of(memory) : Optional.empty();
    }

    boolean stable() {
        return stable;
    }

    OptionalDouble agreement() {
        return agreement;
    }

    /** Counts the pixels that have the class of the reference. */
    void compareWith(ReferenceMasks reference) throws SegmentationException {
        long same = 0;
        long all = 0;
        for (Frame frame : bed.frames()) {
            try (Image image = frame.image();
                    Segmentation seen = own.segmenter().segment(image)) {
                same += reference.agreeing(frame, seen.categoryMask());
                all += (long) frame.width() * frame.height();
            }
        }
        agreement = OptionalDouble.of((double) same / all);
    }

    /**
     * Does rounds until their times no longer change, or there were enough: twice {@code rounds},
     * at most 100.
     */
    void warmUp(int rounds, Random random, Recorder into) throws SegmentationException {
        Recorder rejected = new Recorder();
        int most = Math.min(LONGEST_WARM_UP, 2 * rounds);
        List<Double> whole = new ArrayList<>();
        for (int round = 0; round < most && !stable; round++) {
            long start = System.nanoTime();
            round(random, rejected);
            whole.add((System.nanoTime() - start) / 1e6);
            stable = isStable(whole);
        }
        rejected.samples(subject, BenchStep.RAW_INVOKE)
                .values()
                .forEach(value -> into.add(subject, BenchStep.WARM_UP, value));
    }

    /** Whether the last times are as those before them. */
    static boolean isStable(List<Double> times) {
        int n = times.size();
        if (n < 2 * STABLE_ROUNDS) {
            return false;
        }
        double before = median(times.subList(n - 2 * STABLE_ROUNDS, n - STABLE_ROUNDS));
        double last = median(times.subList(n - STABLE_ROUNDS, n));
        return Math.abs(last / before - 1) <= STABLE;
    }

    private static double median(List<Double> times) {
        return new Samples(times).median();
    }

    /** Every step once, in random order. */
    void round(Random random, Recorder into) throws SegmentationException {
        Collections.shuffle(steps, random);
        for (Step step : steps) {
            step.run(into);
        }
    }

    private void invokeRaw(Recorder into) {
        long start = System.nanoTime();
        raw.invoke();
        into.addNanos(subject, BenchStep.RAW_INVOKE, System.nanoTime() - start);
    }

    @Override
    public void close() {
        own.close();
        raw.close();
    }
}
