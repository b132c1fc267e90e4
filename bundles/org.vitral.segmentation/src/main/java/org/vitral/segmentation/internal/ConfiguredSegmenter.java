// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SegmenterStatus;
import org.vitral.segmentation.SegmenterStatus.State;
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
 * <p>It is an immediate component: its engine does not go when the last user of the service lets
 * go.
 */
@Component(
        immediate = true,
        configurationPid = Segmenter.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SegmenterConfiguration.class, factory = true)
public final class ConfiguredSegmenter implements Segmenter {

    private final Logger logger;
    private final EngineFactory factory;
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
        this.factory = new EngineFactory(repository, runtime);
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
        prepare();
    }

    @Deactivate
    void deactivate() {
        closed = true;
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
        }
    }

    void unbindProvider(DelegateProvider provider) {
        for (DelegateCandidate candidate : candidates) {
            if (candidate.provider() == provider) {
                candidates.remove(candidate);
                EngineIdentity running = slot.identity();
                if (active
                        && !closed
                        && running != null
                        && running.delegate().equals(candidate.name())) {
                    await(prepare());
                }
            }
        }
    }

    /** Whether a delegate that arrived is what the configuration asks for and the engine lacks. */
    private boolean isBetter(DelegateCandidate arrived) {
        EngineIdentity running = slot.identity();
        if (request.delegate().equals(arrived.name())) {
            return running == null || !running.delegate().equals(arrived.name());
        }
        return request.delegate().equals(Delegates.AUTO) && candidates.first().equals(arrived);
    }

    @Override
    public Segmentation segment(Image image, SegmentationOptions options)
            throws SegmentationException {
        Region region = region(image, options);
        Engine engine = slot.lease();
        if (engine == null) {
            awaitFirstEngine();
            engine = slot.lease();
        }
        if (engine == null) {
            throw new SegmentationException(closed ? "This segmenter was removed" : failure);
        }
        try {
            return engine.segment(image, region, pool);
        } finally {
            engine.release();
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
                    running.delegate(),
                    running.threads(),
                    running.generation());
        }
        Future<?> newest = attempt;
        State state =
                closed
                        ? State.CLOSED
                        : newest == null || !newest.isDone() ? State.PREPARING : State.FAILED;
        return new SegmenterStatus(state, failure, Optional.empty(), "", 0, 0);
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
        generation = engine.identity().generation();
        failure = "";
        slot.publish(engine);
        logger.info(
                "Generation {}: model {} on {} with {} threads",
                generation,
                engine.identity().model().name(),
                engine.identity().delegate(),
                engine.identity().threads());
    }

    /** The running engine goes on, unless the provider of its delegate has left. */
    private void keepOrFallBack(EngineRequest wanted, String reason) {
        logger.warn("No new engine: {}", reason);
        EngineIdentity running = slot.identity();
        if (running != null && !isServed(running.delegate())) {
            try {
                publish(
                        factory.make(
                                new EngineRequest(wanted.model(), Delegates.CPU, wanted.threads()),
                                List.of(),
                                generation + 1));
            } catch (SegmentationException lost) {
                slot.close();
                logger.error("No engine is left: {}", lost.getMessage());
            }
        }
        failure = reason;
    }

    private boolean isServed(String delegate) {
        return delegate.equals(Delegates.CPU)
                || candidates.stream().anyMatch(candidate -> candidate.name().equals(delegate));
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
