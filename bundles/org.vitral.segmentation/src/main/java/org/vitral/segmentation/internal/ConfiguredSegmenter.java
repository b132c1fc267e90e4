// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.model.ModelRepository;
import org.vitral.segmentation.DelegateChain;
import org.vitral.segmentation.DelegateComparison;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.SegmentationSession;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SegmenterStatus;
import org.vitral.segmentation.SegmenterStatus.State;
import org.vitral.segmentation.SessionOptions;
import org.vitral.segmentation.internal.DelegateReason.Kind;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * A segmenter that follows its configuration and the delegates that come and go.
 *
 * <p>Engines are made on one thread of its own, beside the one that serves. A change of
 * configuration or a better delegate leads to a new engine; where that fails the old one goes on.
 * When the provider of the running delegate leaves, its successor serves before {@link
 * #unbindProvider} returns. A call that finds no engine has one more try made.
 *
 * <p>An engine that {@code auto} chose by ranking serves at once; the delegates are measured later,
 * beside it, and a better one takes over.
 *
 * <p>It is an immediate component: its engine does not go when the last user of the service lets
 * go.
 */
@Component(
        immediate = true,
        configurationPid = Segmenter.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SegmenterConfiguration.class, factory = true)
public final class ConfiguredSegmenter implements Segmenter {

    /** What may take to end what is under way: a run of a model ends only by itself. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Logger logger;
    private final EngineFactory factory;
    private final DelegateComparer comparer;
    private final BackgroundMeasurement measurement = new BackgroundMeasurement();
    private final EngineSlot slot = new EngineSlot();
    private final MemoryPool pool = new MemoryPool();
    private final ConcurrentSkipListSet<DelegateCandidate> candidates =
            new ConcurrentSkipListSet<>();
    private final ExecutorService preparation =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("vitral-segmenter").factory());
    private final ModelThreads modelThreads = new ModelThreads();
    private final SegmentationCalls calls = new Calls();
    private final AsyncCalls asyncCalls;
    private final Sessions sessions;

    private volatile EngineRequest request;
    private volatile boolean active;
    private volatile boolean closed;

    /** The newest attempt to make an engine; null before the first one. */
    private volatile CompletableFuture<Void> attempt;

    private volatile String failure = "";

    /** The generation of the newest engine; only touched by the preparation's thread. */
    private long generation;

    @Activate
    public ConfiguredSegmenter(
            @Reference ModelRepository repository,
            @Reference TfLiteRuntime runtime,
            @Reference(service = LoggerFactory.class) Logger logger,
            SegmenterConfiguration configuration) {
        this.logger = logger;
        ChoiceMemory memory = ChoiceMemory.ofUser();
        this.factory = new EngineFactory(repository, runtime, memory, CheckedRewriting.standard());
        this.comparer = new DelegateComparer(factory, runtime, memory, logger, System::nanoTime);
        this.request = EngineRequest.of(configuration);
        this.asyncCalls = new AsyncCalls(calls, asyncLimit(configuration));
        this.sessions = new Sessions(calls, pool, logger);
    }

    @Activate
    void activate() {
        active = true;
        prepare();
    }

    @Modified
    void modified(SegmenterConfiguration configuration) {
        request = EngineRequest.of(configuration);
        asyncCalls.limit(asyncLimit(configuration));
        measurement.cancel();
        prepare();
    }

    private int asyncLimit(SegmenterConfiguration configuration) {
        if (configuration.async_limit() < 1) {
            logger.warn(
                    "async.limit is at least 1, not {}; it is 1 now", configuration.async_limit());
        }
        return Math.max(1, configuration.async_limit());
    }

    @Deactivate
    void deactivate() {
        closed = true;
        endCalls();
        if (!measurement.close(DRAIN)) {
            logger.warn(
                    "A measurement of the delegates did not end within {} s; it is left alone",
                    DRAIN.toSeconds());
        }
        preparation.close();
        slot.close();
        pool.close();
    }

    /** Those that wait in our threads hear that the segmenter is no more; no thread is left. */
    private void endCalls() {
        boolean ended = sessions.close(DRAIN);
        ended &= asyncCalls.close(DRAIN);
        ended &= modelThreads.close(DRAIN);
        if (!ended) {
            logger.warn(
                    "A call did not end within {} s; its engine is closed when it does",
                    DRAIN.toSeconds());
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindProvider(DelegateProvider provider, Map<String, ?> properties) {
        DelegateCandidate arrived = DelegateCandidate.of(provider, properties);
        candidates.add(arrived);
        if (active && isBetter(arrived)) {
            prepare();
        } else if (active && !arrived.name().equals(Delegates.CPU)) {
            reconsider();
        }
    }

    void unbindProvider(DelegateProvider provider) {
        for (DelegateCandidate candidate : candidates) {
            if (candidate.provider() == provider) {
                candidates.remove(candidate);
                measurement.cancel();
                if (active && !closed && isRunningOn(candidate.name())) {
                    await(prepare());
                } else {
                    reconsider();
                }
            }
        }
    }

    /** Whether a delegate that arrived is what the configuration asks for and the engine lacks. */
    private boolean isBetter(DelegateCandidate arrived) {
        DelegateChain asked;
        try {
            asked = request.checked();
        } catch (SegmentationException refused) {
            return false;
        }
        return asked.isAuto()
                ? candidates.first().equals(arrived)
                : asked.names().contains(arrived.name()) && !isRunningOn(arrived.name());
    }

    private boolean isRunningOn(String delegate) {
        EngineIdentity running = slot.identity();
        return running != null
                && running.delegates().stream().anyMatch(one -> one.name().equals(delegate));
    }

    @Override
    public Segmentation segment(Image image, SegmentationOptions options)
            throws SegmentationException {
        return calls.segment(image, options, Call.of(options));
    }

    @Override
    public CompletableFuture<Segmentation> segmentAsync(Image image, SegmentationOptions options) {
        return asyncCalls.start(image, options);
    }

    @Override
    public SegmentationSession open(SessionOptions options) {
        return sessions.open(options);
    }

    /** Calls on the engine that serves at the time. */
    private final class Calls implements SegmentationCalls {

        @Override
        public void requireFit(Image image, SegmentationOptions options) {
            region(image, options);
        }

        @Override
        public ModelSegmentation segment(Image image, SegmentationOptions options, Call call)
                throws SegmentationException {
            Region region = region(image, options);
            Engine engine = slot.lease();
            if (engine == null) {
                awaitFirstEngine(call);
                engine = slot.lease();
            }
            if (engine == null) {
                throw new SegmentationException(closed ? Engine.REMOVED : failure);
            }
            try {
                return engine.segment(image, region, pool, call, modelThreads);
            } finally {
                engine.release();
            }
        }
    }

    private static Region region(Image image, SegmentationOptions options) {
        int width = image.uprightWidth();
        int height = image.uprightHeight();
        Region region = options.region().orElseGet(() -> new Region(0, 0, width, height));
        if (!region.isWithin(width, height)) {
            throw new IllegalArgumentException(
                    "The region %d x %d at (%d, %d) does not lie in the image, which is %d x %d upright"
                            .formatted(
                                    region.width(),
                                    region.height(),
                                    region.x(),
                                    region.y(),
                                    width,
                                    height));
        }
        return region;
    }

    /** Waits for an attempt that is under way, or has another one made. */
    private void awaitFirstEngine(Call call) throws SegmentationException {
        CompletableFuture<Void> newest = attempt;
        CompletableFuture<Void> awaited = newest == null || newest.isDone() ? prepare() : newest;
        if (closed || awaited == null) {
            throw new SegmentationException(Engine.REMOVED);
        }
        awaited.whenComplete((made, failed) -> call.wake());
        call.await(Call.Wait.ENGINE, awaited::isDone);
    }

    @Override
    public SegmenterStatus status() {
        EngineIdentity running = slot.identity();
        if (running != null) {
            return new SegmenterStatus(
                    State.READY,
                    failure,
                    Optional.of(running.model()),
                    running.delegates(),
                    running.reason().text(),
                    running.threads(),
                    running.generation());
        }
        Future<?> newest = attempt;
        State state =
                closed
                        ? State.CLOSED
                        : newest == null || !newest.isDone() ? State.PREPARING : State.FAILED;
        return new SegmenterStatus(state, failure, Optional.empty(), List.of(), "", 0, 0);
    }

    /** The asynchronous calls that are not done. */
    int asyncPending() {
        return asyncCalls.pending();
    }

    /** The calls that wait for their turn on the engine that serves. */
    int callsWaiting() {
        Engine engine = slot.lease();
        if (engine == null) {
            return 0;
        }
        try {
            return engine.waiting();
        } finally {
            engine.release();
        }
    }

    /** The leases on the engine that serves: 1 while no call is inside. */
    int engineLeases() {
        Engine engine = slot.lease();
        if (engine == null) {
            return 0;
        }
        try {
            return engine.leases() - 1;
        } finally {
            engine.release();
        }
    }

    /** The blocks of memory that calls, segmentations and sessions have. */
    int blocksOnLoan() {
        return pool.onLoan();
    }

    /** Has an engine made for what is asked for and installed by the time that it is made. */
    private synchronized CompletableFuture<Void> prepare() {
        if (closed) {
            return attempt;
        }
        attempt = CompletableFuture.runAsync(this::makeAndPublish, preparation);
        return attempt;
    }

    private void makeAndPublish() {
        if (closed) {
            return;
        }
        EngineRequest wanted = request;
        try {
            publish(factory.make(wanted, List.copyOf(candidates), generation + 1));
        } catch (SegmentationException refused) {
            keepOrFallBack(wanted, refused.getMessage());
        } catch (RuntimeException | OutOfMemoryError broken) {
            logger.error("Making an engine broke off", broken);
            keepOrFallBack(wanted, "Making an engine broke off: " + broken);
        }
    }

    private void publish(Engine engine) {
        EngineIdentity identity = engine.identity();
        generation = identity.generation();
        failure = "";
        slot.publish(engine);
        logger.info(
                "Generation {}: model {} on {} with {} threads; rewriting rules: {}",
                generation,
                identity.model().name(),
                identity.delegate(),
                identity.threads(),
                engine.rewriting());
        engine.rewriting()
                .refused()
                .forEach(
                        (rule, reason) ->
                                logger.warn("The rewriting rule {} is off: {}", rule, reason));
        if (identity.reason().kind() == Kind.FALLBACK) {
            logger.warn("The delegate is a fallback: {}", identity.reason().text());
        }
        if (identity.reason().isPreliminary()) {
            reconsider();
        } else {
            measurement.cancel();
        }
    }

    /** Has {@code auto} measure, some time from now, the delegates that are here then. */
    private void reconsider() {
        EngineRequest wanted = request;
        EngineIdentity running = slot.identity();
        if (wanted.isAuto() && running != null && wanted.auto().budget().isPositive()) {
            measurement.plan(wanted.auto().delay(), stopped -> measure(wanted, running, stopped));
        }
    }

    /** Works beside the engine that serves, on the measurement's thread. */
    private void measure(EngineRequest wanted, EngineIdentity running, BooleanSupplier stopped) {
        try {
            DelegateComparison comparison =
                    comparer.compare(wanted, List.copyOf(candidates), stopped, doing -> {});
            if (stopped.getAsBoolean()) {
                return;
            }
            logger.info("Delegates compared: {}", comparison.reason());
            Optional<String> choice = comparison.choice();
            if (choice.isPresent() && !choice.get().equals(running.delegate())) {
                prepare();
            } else {
                slot.explain(
                        running.generation(),
                        choice.isPresent()
                                ? new DelegateReason(Kind.MEASURED, comparison.reason())
                                : DelegateReason.ranked(running.delegate(), comparison.reason()));
            }
        } catch (SegmentationException | RuntimeException | OutOfMemoryError failed) {
            logger.warn("The delegates cannot be compared: {}", failed.toString());
        }
    }

    /** The running engine goes on, unless the provider of its delegate has left. */
    private void keepOrFallBack(EngineRequest wanted, String reason) {
        logger.warn("No new engine: {}", reason);
        EngineIdentity running = slot.identity();
        if (running != null && !areServed(running.delegates())) {
            try {
                EngineRequest atOnce = wanted.on(Delegates.CPU).with(wanted.rewriting().atOnce());
                Engine plain = factory.make(atOnce, List.of(), generation + 1);
                plain.explain(new DelegateReason(Kind.FALLBACK, reason));
                publish(plain);
            } catch (SegmentationException lost) {
                slot.close();
                logger.error("No engine is left: {}", lost.getMessage());
            }
        }
        failure = reason;
    }

    private boolean areServed(List<EffectiveDelegate> delegates) {
        List<String> served = new ArrayList<>(List.of(Delegates.CPU));
        candidates.forEach(candidate -> served.add(candidate.name()));
        return delegates.stream().allMatch(delegate -> served.contains(delegate.name()));
    }

    /** Waits for an attempt, whatever came of it. */
    private static void await(Future<?> attempt) {
        boolean interrupted = false;
        while (!attempt.isDone()) {
            try {
                attempt.get();
            } catch (InterruptedException ignored) {
                interrupted = true;
            } catch (ExecutionException failed) {
                // An error such as lack of memory: the status has the reason.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
