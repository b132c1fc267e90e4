// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.osgi.service.log.Logger;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.DelegateComparison;
import org.vitral.segmentation.DelegateMeasurement;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.SegmentationException;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * Measures a model on each delegate that works here and remembers which one is the best. It works
 * on engines of its own, so that nobody else's results depend on it.
 */
final class DelegateComparer {

    /** So many runs of each are enough for a median. */
    private static final int MOST_RUNS = 11;

    /** With fewer runs than this a delegate is not measured, unless it is clearly the slower. */
    private static final int LEAST_RUNS = 2;

    /** One that takes so many times as long as the best need not be run often to say so. */
    private static final int CLEARLY_SLOWER = 3;

    private final EngineFactory factory;
    private final TfLiteRuntime runtime;
    private final ChoiceMemory memory;
    private final Logger logger;
    private final LongSupplier clock;

    /**
     * A comparer.
     *
     * @param clock the time in nanoseconds that the budget is looked at with
     */
    DelegateComparer(
            EngineFactory factory,
            TfLiteRuntime runtime,
            ChoiceMemory memory,
            Logger logger,
            LongSupplier clock) {
        this.factory = factory;
        this.runtime = runtime;
        this.memory = memory;
        this.logger = logger;
        this.clock = clock;
    }

    /**
     * Compares.
     *
     * @param request the model, the threads, and how to measure; which delegates it names does not
     *     matter
     * @param candidates the delegates that are installed, the preferred one first
     * @param stopped whether nobody waits for it any more; looked at where the budget is
     * @param progress told what is being done
     * @throws SegmentationException if the model cannot be had
     */
    DelegateComparison compare(
            EngineRequest request,
            List<DelegateCandidate> candidates,
            BooleanSupplier stopped,
            Consumer<String> progress)
            throws SegmentationException {
        request.checked();
        ModelDescription model = factory.describe(request);
        Map<String, String> rejections = new LinkedHashMap<>();
        List<DelegateCandidate> working =
                DelegateCandidate.working(candidates, runtime, rejections);
        long start = clock.getAsLong();
        long budget = request.auto().budget().toNanos();
        BooleanSupplier over = () -> stopped.getAsBoolean() || clock.getAsLong() - start >= budget;
        BooleanSupplier hurries = () -> clock.getAsLong() - start >= budget / 2;
        List<Trial> trials = new ArrayList<>();
        working.forEach(candidate -> trials.add(new Trial(candidate)));
        trials.add(new Trial(DelegateCandidate.CPU));
        try (MemoryPool pool = new MemoryPool();
                Image picture =
                        SyntheticPicture.of(model.input().width(), model.input().height())) {
            try {
                Trial reference = runOnce(request, trials, picture, pool, over, progress);
                progress.accept("measuring " + model.name());
                runInTurns(trials, picture, pool, over, hurries);
                List<DelegateMeasurement> measurements = measurements(trials);
                boolean complete = trials.stream().noneMatch(Trial::isUndecided);
                DelegateComparison result =
                        result(request, model, working, measurements, reference, complete);
                return withRejections(result, rejections);
            } finally {
                trials.forEach(Trial::close);
            }
        }
    }

    /**
     * Loads the model on each delegate and runs it once, the reference first.
     *
     * @return the reference, or null where no delegate can run the model
     */
    private Trial runOnce(
            EngineRequest request,
            List<Trial> trials,
            Image picture,
            MemoryPool pool,
            BooleanSupplier over,
            Consumer<String> progress) {
        Trial reference = null;
        List<Trial> order = new ArrayList<>(trials);
        order.addFirst(order.removeLast());
        for (Trial trial : order) {
            if (over.getAsBoolean()) {
                return reference;
            }
            progress.accept("loading the model on " + trial.candidate.name());
            try {
                trial.load(factory, request);
                ModelSegmentation seen = trial.run(picture, pool);
                trial.first = seen.timings().invoke().toNanos();
                if (reference == null) {
                    reference = trial;
                    reference.seen = seen;
                    trial.agreement = OptionalDouble.of(1);
                    continue;
                }
                try (seen) {
                    double share = Agreement.of(reference.seen.scores(), seen.scores());
                    trial.agreement = OptionalDouble.of(share);
                }
            } catch (SegmentationException | RuntimeException | OutOfMemoryError failure) {
                trial.refuse(failure);
            }
        }
        return reference;
    }

    /** Turn by turn, so that what disturbs the machine disturbs all of them. */
    private static void runInTurns(
            List<Trial> trials,
            Image picture,
            MemoryPool pool,
            BooleanSupplier over,
            BooleanSupplier hurries) {
        List<Trial> alive = new ArrayList<>(trials);
        for (int turn = 0; turn < MOST_RUNS; turn++) {
            alive.removeIf(trial -> trial.first == 0 || !trial.refusal.isEmpty());
            alive.sort(Comparator.comparingLong(Trial::median));
            long best = alive.isEmpty() ? 0 : alive.getFirst().median();
            for (Trial trial : alive) {
                if (over.getAsBoolean()) {
                    return;
                }
                if (hurries.getAsBoolean() && trial.isClearlySlowerThan(best)) {
                    continue;
                }
                try (ModelSegmentation seen = trial.run(picture, pool)) {
                    trial.runs.add(seen.timings().invoke().toNanos());
                } catch (SegmentationException | RuntimeException failure) {
                    trial.refuse(failure);
                }
            }
        }
    }

    private List<DelegateMeasurement> measurements(List<Trial> trials) {
        long best =
                trials.stream()
                        .filter(trial -> !trial.runs.isEmpty())
                        .mapToLong(Trial::median)
                        .min()
                        .orElse(0);
        List<DelegateMeasurement> measurements = new ArrayList<>();
        for (Trial trial : trials) {
            trial.decide(best);
            measurements.add(trial.measurement(runtime));
        }
        return measurements;
    }

    /** What was not even tried comes last. It is no part of what is remembered. */
    private static DelegateComparison withRejections(
            DelegateComparison tried, Map<String, String> rejections) {
        List<DelegateMeasurement> all = new ArrayList<>(tried.measurements());
        rejections.forEach(
                (name, reason) ->
                        all.add(
                                new DelegateMeasurement(
                                        new EffectiveDelegate(name, ""),
                                        Optional.empty(),
                                        OptionalDouble.empty(),
                                        reason)));
        return new DelegateComparison(
                tried.model(),
                tried.threads(),
                tried.reference(),
                all,
                tried.choice(),
                DelegateReason.with(tried.reason(), DelegateReason.rejections(rejections)));
    }

    private DelegateComparison result(
            EngineRequest request,
            ModelDescription model,
            List<DelegateCandidate> working,
            List<DelegateMeasurement> measurements,
            Trial reference,
            boolean complete) {
        int threads = request.effectiveThreads();
        String milliseconds = request.auto().budget().toMillis() + " ms";
        if (reference == null) {
            return new DelegateComparison(
                    model,
                    threads,
                    "",
                    measurements,
                    Optional.empty(),
                    "no delegate could run the model within " + milliseconds);
        }
        String referenceName = reference.candidate.name();
        Optional<String> choice =
                FastestAgreeing.choose(measurements, request.auto().agreement())
                        .filter(one -> complete)
                        .map(one -> one.delegate().name());
        if (choice.isEmpty()) {
            return new DelegateComparison(
                    model,
                    threads,
                    referenceName,
                    measurements,
                    choice,
                    "not all delegates could be measured within " + milliseconds);
        }
        String reason =
                FastestAgreeing.reason(measurements, choice.get(), referenceName, LocalDate.now());
        remember(
                ChoiceKey.of(request, model, working, runtime),
                new RememberedChoice(choice.get(), reason));
        return new DelegateComparison(model, threads, referenceName, measurements, choice, reason);
    }

    private void remember(ChoiceKey key, RememberedChoice choice) {
        try {
            memory.remember(key, choice);
        } catch (IOException | RuntimeException failure) {
            logger.warn("The choice of a delegate cannot be kept: {}", failure.toString());
        }
    }

    /** One delegate, while it is being looked at. */
    private static final class Trial implements AutoCloseable {
        private final DelegateCandidate candidate;
        private Engine engine;
        private Optional<EffectiveDelegate> effective = Optional.empty();

        /** What the reference saw, until all others were compared with it. */
        private ModelSegmentation seen;

        private OptionalDouble agreement = OptionalDouble.empty();

        /** Why it cannot be used; empty where it can, as far as is known. */
        private String refusal = "";

        /** How long the first run took, in which much is still cold; 0 before it. */
        private long first;

        /** How long the others took. */
        private final List<Long> runs = new ArrayList<>();

        private boolean undecided;

        Trial(DelegateCandidate candidate) {
            this.candidate = candidate;
        }

        void load(EngineFactory factory, EngineRequest request) throws SegmentationException {
            engine = factory.trial(request, candidate);
            engine.spoilOutput();
            effective = Optional.of(engine.identity().delegates().getFirst());
        }

        ModelSegmentation run(Image picture, MemoryPool pool) throws SegmentationException {
            Region whole = new Region(0, 0, picture.width(), picture.height());
            return engine.segment(picture, whole, pool);
        }

        void refuse(Throwable failure) {
            refusal = String.valueOf(failure.getMessage());
        }

        /** The median of its runs; before there is one, the first one's time, which is longer. */
        long median() {
            return runs.isEmpty() ? first : runs.stream().sorted().toList().get(runs.size() / 2);
        }

        boolean isClearlySlowerThan(long best) {
            return best > 0 && median() > CLEARLY_SLOWER * best;
        }

        /** Sees whether it was run often enough. */
        void decide(long best) {
            undecided =
                    refusal.isEmpty()
                            && (first == 0
                                    || runs.size() < LEAST_RUNS && !isClearlySlowerThan(best));
        }

        boolean isUndecided() {
            return undecided;
        }

        DelegateMeasurement measurement(TfLiteRuntime runtime) {
            boolean measured = refusal.isEmpty() && !undecided;
            return new DelegateMeasurement(
                    effective.orElseGet(
                            () ->
                                    new EffectiveDelegate(
                                            candidate.name(), candidate.version(runtime))),
                    measured ? Optional.of(Duration.ofNanos(median())) : Optional.empty(),
                    agreement,
                    undecided ? "the time was over before it was run often enough" : refusal);
        }

        @Override
        public void close() {
            if (seen != null) {
                seen.close();
            }
            if (engine != null) {
                engine.retire();
            }
        }
    }
}
