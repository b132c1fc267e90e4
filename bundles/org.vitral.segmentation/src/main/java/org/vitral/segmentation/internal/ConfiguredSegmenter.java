// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.vitral.image.ImageItem;
import org.vitral.image.Region;
import org.vitral.model.ModelRepository;
import org.vitral.segmentation.DelegateChain;
import org.vitral.segmentation.DelegateComparison;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.MaskRowSink;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SegmenterStatus;
import org.vitral.segmentation.SegmenterStatus.State;
import org.vitral.segmentation.StreamedSegmentation;
import org.vitral.segmentation.Tiling;
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

    /** What a measurement may take to end: it looks between two runs of a model. */
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

    private volatile EngineRequest request;
    private volatile boolean active;
    private volatile boolean closed;

    /** The newest attempt to make an engine; null before the first one. */
    private volatile Future<?> attempt;

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
    }

    @Activate
    void activate() {
        active = true;
        prepare();
    }

    @Modified
    void modified(SegmenterConfiguration configuration) {
        request = EngineRequest.of(configuration);
        measurement.cancel();
        prepare();
    }

    @Deactivate
    void deactivate() {
        closed = true;
        if (!measurement.close(DRAIN)) {
            logger.warn(
                    "A measurement of the delegates did not end within {} s; it is left alone",
                    DRAIN.toSeconds());
        }
        preparation.close();
        slot.close();
        pool.close();
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
        Region region = Regions.of(image.uprightWidth(), image.uprightHeight(), options.region());
        Engine engine = lease();
        try {
            return options.tiling().isPresent()
                    ? new TiledSegmentation(engine, pool, options.tiling().get()).of(image, region)
                    : engine.segment(image, region, pool);
        } finally {
            engine.release();
        }
    }

    @Override
    public StreamedSegmentation segment(
            ImageItem item, SegmentationOptions options, MaskRowSink sink)
            throws SegmentationException, IOException {
        Tiling tiling =
                options.tiling()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "An image is segmented row by row in tiles only, and the options have none"));
        Engine engine = lease();
        try {
            return new TiledSegmentation(engine, pool, tiling).of(item, options.region(), sink);
        } finally {
            engine.release();
        }
    }

    /** A lease of the engine that serves; waits for the first one. */
    private Engine lease() throws SegmentationException {
        Engine engine = slot.lease();
        if (engine == null) {
            awaitFirstEngine();
            engine = slot.lease();
        }
        if (engine == null) {
            throw new SegmentationException(closed ? "This segmenter was removed" : failure);
        }
        return engine;
    }

    /** Waits for an attempt that is under way, or has another one made. */
    private void awaitFirstEngine() throws SegmentationException {
        Future<?> newest = attempt;
        if (closed || !await(newest == null || newest.isDone() ? prepare() : newest)) {
            throw new SegmentationException("This segmenter was removed");
        }
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

    /** Has an engine made for what is asked for and installed by the time that it is made. */
    private synchronized Future<?> prepare() {
        if (closed) {
            return attempt;
        }
        attempt = preparation.submit(this::makeAndPublish);
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

    /** Waits for an attempt; false where there was none. */
    private static boolean await(Future<?> attempt) {
        if (attempt == null) {
            return false;
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    attempt.get();
                    return true;
                } catch (InterruptedException ignored) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    // An error such as lack of memory: the caller finds no engine and the reason.
                    return true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
