// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.vitral.bench.BenchDevice;
import org.vitral.bench.BenchEngine;
import org.vitral.bench.BenchException;
import org.vitral.bench.BenchModel;
import org.vitral.bench.BenchProgress;
import org.vitral.bench.BenchRatio;
import org.vitral.bench.BenchReport;
import org.vitral.bench.BenchRequest;
import org.vitral.bench.BenchStep;
import org.vitral.bench.BenchSubject;
import org.vitral.bench.OperatorProfile;
import org.vitral.bench.Samples;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.SegmentationException;

/** One run, from the first engine to the report. */
final class BenchRun implements AutoCloseable {

    /** In so many parts the rounds of all engines take turns, each time in another order. */
    private static final int PARTS = 6;

    private static final int LARGEST_PART = 10;

    /** Of so many rounds one is followed by a run from end to end, which takes longer. */
    private static final int ROUNDS_AN_END_TO_END = 6;

    private static final int LARGEST_PROFILE = 30;

    private final TestBed bed;
    private final BenchRequest request;
    private final BenchProgress progress;
    private final BenchDevice device;
    private final String gpu;
    private final Instant started = Instant.now();
    private final long start = System.nanoTime();
    private final MachineLoad load = new MachineLoad();
    private final Recorder into = new Recorder();
    private final Random random;
    private final List<String> notes = new ArrayList<>();
    private final Map<BenchSubject, String> refusals = new HashMap<>();
    private final Map<BenchSubject, OperatorProfile> profiles = new HashMap<>();
    private final Map<BenchSubject, List<Double>> partMedians = new HashMap<>();
    private final List<EngineUnderTest> engines = new ArrayList<>();
    private int done;
    private int rounds;

    BenchRun(
            TestBed bed,
            BenchRequest request,
            BenchProgress progress,
            BenchDevice device,
            String gpu) {
        this.bed = bed;
        this.request = request;
        this.progress = progress;
        this.device = device;
        this.gpu = gpu;
        random = new Random(request.seed());
    }

    BenchReport run()
            throws BenchException, InterruptedException, SegmentationException, EngineRefusal {
        if (!ReportTables.firstClause(gpu).equals(gpu)) {
            notes.add("GPU: " + gpu);
        }
        if (Device.withoutOptimizer(device.jvmOptions())) {
            notes.add(
                    "This JVM runs without its optimizing compiler (%s), which slows what is not the model"
                            .formatted(String.join(" ", device.jvmOptions())));
        }
        open();
        measureRounds();
        throughput();
        if (request.operators()) {
            profile();
        }
        return report();
    }

    private List<BenchSubject> subjects() {
        List<BenchSubject> subjects = new ArrayList<>();
        for (String delegate : request.delegates()) {
            for (int threads : request.threads()) {
                subjects.add(new BenchSubject(delegate, threads));
            }
        }
        return subjects;
    }

    private void step(String task) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        int all = request.delegates().size() * request.threads().size();
        int total =
                1 + all * (2 + Math.min(request.rounds(), 1_000)) + request.concurrency().size();
        progress.step(task, Math.min(done++, total), total);
    }

    private void open()
            throws BenchException, InterruptedException, SegmentationException, EngineRefusal {
        step("the plain kernels' masks");
        ReferenceMasks reference = ReferenceMasks.make(bed);
        List<BenchSubject> order = subjects();
        Collections.shuffle(order, random);
        for (BenchSubject subject : order) {
            step("making " + named(subject));
            EngineUnderTest engine;
            try {
                engine = EngineUnderTest.open(subject, bed, request.rounds(), into);
            } catch (EngineRefusal e) {
                refusals.put(subject, e.getMessage());
                continue;
            }
            engines.add(engine);
            engine.compareWith(reference);
            step("warming up " + named(subject));
            engine.warmUp(request.rounds(), random, into);
        }
        if (engines.isEmpty()) {
            BenchSubject first = subjects().getFirst();
            throw new BenchException(
                    "%s on %s: %s"
                            .formatted(
                                    bed.model().description().name(),
                                    first.delegate(),
                                    refusals.get(first)));
        }
    }

    private static String named(BenchSubject subject) {
        return "%s, %d thread%s"
                .formatted(
                        subject.delegate(), subject.threads(), subject.threads() == 1 ? "" : "s");
    }

    private void measureRounds() throws InterruptedException, SegmentationException {
        long from = System.nanoTime();
        int part = Math.clamp(Math.ceilDiv(request.rounds(), PARTS), 1, LARGEST_PART);
        Optional<Results> results = Results.find(bed.context());
        if (results.isEmpty()) {
            notes.add("No overlay, or no encoder, is installed: nothing is measured end to end");
        }
        while (rounds < request.rounds() && (rounds == 0 || !over(from))) {
            int now = Math.min(part, request.rounds() - rounds);
            Collections.shuffle(engines, random);
            for (EngineUnderTest engine : engines) {
                part(engine, now, results);
            }
            rounds += now;
        }
    }

    private boolean over(long from) {
        return request.time().isPresent()
                && System.nanoTime() - from >= request.time().get().toNanos();
    }

    private void part(EngineUnderTest engine, int count, Optional<Results> results)
            throws InterruptedException, SegmentationException {
        int before = into.samples(engine.subject(), BenchStep.RAW_INVOKE).count();
        for (int i = 0; i < count; i++) {
            step("measuring " + named(engine.subject()));
            engine.round(random, into);
        }
        List<Double> raw = into.samples(engine.subject(), BenchStep.RAW_INVOKE).values();
        partMedians
                .computeIfAbsent(engine.subject(), subject -> new ArrayList<>())
                .add(new Samples(raw.subList(before, raw.size())).median());
        if (results.isPresent()) {
            for (int i = 0; i < Math.ceilDiv(count, ROUNDS_AN_END_TO_END); i++) {
                for (Frame frame : bed.frames()) {
                    try {
                        results.get()
                                .run(
                                        frame,
                                        engine.own().segmenter(),
                                        engine.subject().of(frame.name()),
                                        into);
                    } catch (java.io.IOException e) {
                        throw new SegmentationException(frame.name() + ": " + e.getMessage(), e);
                    }
                }
            }
        }
    }

    /** By how much the slowest part of the rounds differs from the fastest one, at most. */
    private double drift() {
        return partMedians.values().stream()
                .filter(medians -> medians.size() > 1)
                .mapToDouble(medians -> Collections.max(medians) / Collections.min(medians) - 1)
                .max()
                .orElse(Double.NaN);
    }

    private void throughput() throws BenchException, InterruptedException {
        int turns = Math.clamp(rounds / PARTS, 2, LARGEST_PART);
        List<BenchSubject> order = new ArrayList<>();
        for (String delegate : measured()) {
            request.concurrency().forEach(n -> order.add(new BenchSubject(delegate, 1, n, "")));
        }
        Collections.shuffle(order, random);
        for (BenchSubject one : order) {
            step("%d at a time on %s".formatted(one.concurrency(), one.delegate()));
            try (Throughput throughput = Throughput.open(bed, one.delegate(), one.concurrency())) {
                throughput.measure(turns, random, into);
            } catch (EngineRefusal e) {
                notes.add(
                        "%d at a time on %s: %s"
                                .formatted(one.concurrency(), one.delegate(), e.getMessage()));
            }
        }
    }

    /** The delegates that work here, in the order of the request. */
    private List<String> measured() {
        return request.delegates().stream()
                .filter(
                        name ->
                                engines.stream()
                                        .anyMatch(one -> one.subject().delegate().equals(name)))
                .toList();
    }

    private void profile() throws InterruptedException {
        OperatorProfiler profiler =
                new OperatorProfiler(
                        bed.runtime(), bed.content(), bed.model().description().input());
        for (EngineUnderTest engine : engines) {
            BenchSubject subject = engine.subject();
            step("the operators of " + named(subject));
            OperatorProfile profile;
            try {
                profile =
                        profiler.profile(
                                bed.provider(subject.delegate()),
                                subject.threads(),
                                Math.min(LARGEST_PROFILE, request.rounds()));
            } catch (EngineRefusal e) {
                profile = new OperatorProfile(List.of(), e.getMessage());
            }
            profiles.put(subject, profile);
        }
    }

    private BenchReport report() {
        ModelDescription model = bed.model().description();
        if (bed.frames().getFirst().photograph().isEmpty() && request.photographs().isEmpty()) {
            notes.add(
                    "Without a photograph the frames are a synthetic scene, in which a model may see"
                            + " little: masks of busy photographs take longer");
        }
        boolean unstable = engines.stream().anyMatch(engine -> !engine.stable());
        if (unstable) {
            notes.add(
                    "The warm-up ended before the times were stable to 3 %: more rounds give a longer"
                            + " one");
        }
        return new BenchReport(
                started,
                Duration.ofNanos(System.nanoTime() - start),
                request.seed(),
                rounds,
                new BenchModel(
                        model.name(),
                        model.version(),
                        model.sha256(),
                        bed.content().byteSize(),
                        model.input().width(),
                        model.input().height()),
                device,
                gpu,
                subjects().stream().map(this::engine).toList(),
                into.series(),
                ratios(),
                load.until(drift()),
                notes);
    }

    private BenchEngine engine(BenchSubject subject) {
        return engines.stream()
                .filter(one -> one.subject().equals(subject))
                .findFirst()
                .map(
                        one ->
                                new BenchEngine(
                                        subject.delegate(),
                                        subject.threads(),
                                        "",
                                        one.stable(),
                                        one.agreement(),
                                        one.memory(),
                                        Optional.ofNullable(profiles.get(subject))))
                .orElseGet(
                        () ->
                                BenchEngine.unavailable(
                                        subject.delegate(),
                                        subject.threads(),
                                        refusals.get(subject)));
    }

    private List<BenchRatio> ratios() {
        Ratios ratios = new Ratios(into, request.seed());
        for (BenchSubject subject : subjects()) {
            for (Frame frame : bed.frames()) {
                BenchSubject of = subject.of(frame.name());
                ratios.add(of, BenchStep.FRAME_TO_MASK, subject, BenchStep.RAW_INVOKE);
                ratios.add(of, BenchStep.FRAME_TO_MASK, of, BenchStep.USUAL_WAY);
            }
        }
        String frame = bed.frames().getFirst().name();
        for (String delegate : measured()) {
            for (int concurrency : request.concurrency()) {
                BenchSubject of = new BenchSubject(delegate, 1, concurrency, frame);
                ratios.add(of, BenchStep.FRAME_RATE, of, BenchStep.RAW_RATE);
            }
        }
        return ratios.all();
    }

    @Override
    public void close() {
        engines.forEach(EngineUnderTest::close);
    }
}
