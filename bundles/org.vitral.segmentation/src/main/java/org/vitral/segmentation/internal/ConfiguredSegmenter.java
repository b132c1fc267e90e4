// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.vitral.evaluation.Evaluator;
import org.vitral.image.Image;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageSource;
import org.vitral.image.Region;
import org.vitral.model.ModelEvent;
import org.vitral.model.ModelListener;
import org.vitral.model.ModelReference;
import org.vitral.model.ModelRepository;
import org.vitral.segmentation.DelegateChain;
import org.vitral.segmentation.DelegateComparison;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.EngineChange;
import org.vitral.segmentation.MaskRowSink;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.OutputSize;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.SegmentationSession;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SegmenterControl;
import org.vitral.segmentation.SegmenterStatus;
import org.vitral.segmentation.SegmenterStatus.State;
import org.vitral.segmentation.SessionOptions;
import org.vitral.segmentation.StreamedSegmentation;
import org.vitral.segmentation.SwapOutcome;
import org.vitral.segmentation.SwapTrigger;
import org.vitral.segmentation.Tiling;
import org.vitral.segmentation.TrialStatus;
import org.vitral.segmentation.internal.DelegateReason.Kind;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * A segmenter that follows its configuration, the delegates that come and go, and its operator.
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
        service = {Segmenter.class, SegmenterControl.class, ModelListener.class},
        configurationPid = Segmenter.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SegmenterConfiguration.class, factory = true)
public final class ConfiguredSegmenter implements Segmenter, SegmenterControl, ModelListener {

    /** What a call, an attempt or a measurement may take to end when the segmenter is removed. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Logger logger;
    private final EngineFactory factory;
    private final DelegateComparer comparer;
    private final BackgroundMeasurement measurement = new BackgroundMeasurement();
    private final EngineSlot slot = new EngineSlot();
    private final EngineClosing closing;
    private final EngineSwaps swaps;
    private final MemoryPool pool = new MemoryPool();
    private final Candidates candidates = new Candidates();
    private final ExecutorService preparation =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("vitral-segmenter").factory());
    private final ModelThreads modelThreads = new ModelThreads();
    private final SegmentationCalls calls = new Calls();
    private final AsyncCalls asyncCalls;
    private final Sessions sessions;

    /** What reads the gate's photographs. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.UPDATE)
    private final List<ImageSource> sources = new CopyOnWriteArrayList<>();

    /** What reads the masks beside them. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Evaluator evaluator;

    private volatile Settings settings;
    private volatile boolean active;
    private volatile boolean closed;

    /** The newest attempt to make an engine; null before the first one. */
    private volatile CompletableFuture<SwapOutcome> attempt;

    /** How often the configuration changed. */
    private final AtomicLong changes = new AtomicLong();

    /** Watches the engine that serves; null when it needs no watching any more. */
    private volatile EngineWatch watch;

    /** The second engine; null where there was none since the last publication. */
    private volatile EngineTrial trial;

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
        this.closing = new EngineClosing(logger);
        GatePictures pictures = new GatePictures(sources, () -> Optional.ofNullable(evaluator));
        Gate gate = new Gate(factory, runtime, ReferenceMasks.ofUser(), pictures, pool);
        this.swaps =
                new EngineSwaps(factory, gate, slot, closing, candidates, logger, this::published);
        this.settings = Settings.of(configuration);
        this.asyncCalls = new AsyncCalls(calls, asyncLimit(configuration));
        this.sessions = new Sessions(calls, pool, logger);
    }

    @Activate
    void activate() {
        active = true;
        configured();
    }

    @Modified
    void modified(SegmenterConfiguration configuration) {
        settings = Settings.of(configuration);
        asyncCalls.limit(asyncLimit(configuration));
        measurement.cancel();
        configured();
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
        endTrial();
        if (!measurement.close(PATIENCE)) {
            logger.warn(
                    "A measurement of the delegates did not end within {} s; it is left alone",
                    PATIENCE.toSeconds());
        }
        endPreparation();
        Engine last = slot.publish(null);
        if (last != null) {
            closing.retire(last, settings.policy().drainLimit(), took -> {});
        }
        if (!closing.await(PATIENCE)) {
            logger.warn("An engine is still in use, and is closed when the last call on it ends");
        }
        pool.close();
    }

    /** Those that wait in our threads hear that the segmenter is no more; no thread is left. */
    private void endCalls() {
        boolean ended = sessions.close(PATIENCE);
        ended &= asyncCalls.close(PATIENCE);
        ended &= modelThreads.close(PATIENCE);
        if (!ended) {
            logger.warn(
                    "A call did not end within {} s; its engine is closed when it does",
                    PATIENCE.toSeconds());
        }
    }

    /**
     * An attempt ends by itself; one that waits for somebody's code that never returns does not.
     */
    private void endPreparation() {
        preparation.shutdown();
        try {
            if (!preparation.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                preparation.shutdownNow();
                preparation.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException stopped) {
            preparation.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindProvider(DelegateProvider provider, Map<String, ?> properties) {
        DelegateCandidate arrived = DelegateCandidate.of(provider, properties);
        candidates.put(arrived);
        if (active && isBetter(arrived)) {
            prepare(SwapTrigger.DELEGATE);
        } else if (active && !arrived.name().equals(Delegates.CPU)) {
            reconsider();
        }
    }

    /** A provider has another ranking or other properties: another delegate, maybe. */
    void updatedProvider(DelegateProvider provider, Map<String, ?> properties) {
        DelegateCandidate now = DelegateCandidate.of(provider, properties);
        candidates.put(now);
        if (active && (isRunningOn(now.name()) || isBetter(now))) {
            prepare(SwapTrigger.DELEGATE);
        } else if (active) {
            reconsider();
        }
    }

    void unbindProvider(DelegateProvider provider) {
        for (DelegateCandidate gone : candidates.remove(provider)) {
            measurement.cancel();
            endTrialOn(gone.name());
            if (active && !closed && isRunningOn(gone.name())) {
                await(prepare(SwapTrigger.DELEGATE));
            } else {
                reconsider();
            }
        }
    }

    /** A model came, went, or is another one now. Called on a thread of the repository's. */
    @Override
    public void modelsChanged(ModelEvent event) {
        if (active && !closed && isAskedFor(event.name())) {
            submit(this::followModel);
        }
    }

    private boolean isAskedFor(String model) {
        String asked = settings.request().model();
        try {
            return asked.isEmpty() || ModelReference.parse(asked).name().equals(model);
        } catch (IllegalArgumentException file) {
            // A path, which the repository tells nothing of.
            return false;
        }
    }

    /** Makes an engine if what is asked for is another model than the one that serves. */
    private SwapOutcome followModel() {
        Settings now = settings;
        EngineIdentity running = slot.identity();
        try {
            String wanted = factory.describe(now.request()).sha256();
            if (running != null && running.model().sha256().equals(wanted)) {
                return null;
            }
        } catch (SegmentationException gone) {
            // The attempt is refused with that reason, once, and what serves goes on.
            if (running != null && gone.getMessage().equals(swaps.failure())) {
                return null;
            }
        }
        return make(SwapTrigger.MODEL);
    }

    /** Whether a delegate that arrived is what the configuration asks for and the engine lacks. */
    private boolean isBetter(DelegateCandidate arrived) {
        DelegateChain asked;
        try {
            asked = settings.request().checked();
        } catch (SegmentationException refused) {
            return false;
        }
        return asked.isAuto()
                ? candidates.get().getFirst().equals(arrived)
                : asked.names().contains(arrived.name()) && !isRunningOn(arrived.name());
    }

    private boolean isRunningOn(String delegate) {
        EngineIdentity running = slot.identity();
        return running != null && running.runsOn(delegate);
    }

    @Override
    public Segmentation segment(Image image, SegmentationOptions options)
            throws SegmentationException {
        return calls.finished(calls.segment(image, options, Call.of(options)));
    }

    @Override
    public CompletableFuture<Segmentation> segmentAsync(Image image, SegmentationOptions options) {
        return asyncCalls.start(image, options);
    }

    @Override
    public SegmentationSession open(SessionOptions options) {
        return sessions.open(options);
    }

    private final class Calls implements SegmentationCalls {

        @Override
        public void requireFit(Image image, SegmentationOptions options) {
            region(turned(image, options), options);
        }

        @Override
        public ModelSegmentation segment(Image image, SegmentationOptions options, Call call)
                throws SegmentationException {
            Image seen = turned(image, options);
            Region region = region(seen, options);
            return options.tiling().isPresent()
                    ? inTiles(seen, region, options.tiling().get(), options.output(), call)
                    : answer(seen, region, options.output(), call);
        }

        @Override
        public ModelSegmentation finished(ModelSegmentation made) throws SegmentationException {
            return withMasks(made);
        }
    }

    private static Image turned(Image image, SegmentationOptions options) {
        return options.orientation().isPresent()
                ? image.withOrientation(options.orientation().get())
                : image;
    }

    private static Region region(Image image, SegmentationOptions options) {
        return Regions.of(image.uprightWidth(), image.uprightHeight(), options.region());
    }

    /** Has the engine on trial segment an image where it is that one's turn, else the other. */
    private ModelSegmentation answer(Image image, Region region, OutputOptions output, Call call)
            throws SegmentationException {
        EngineTrial second = trial;
        if (second == null) {
            return serve(image, region, output, call);
        }
        Engine canary = second.lease();
        if (canary != null) {
            try {
                return run(canary, image, region, output, call);
            } catch (IllegalArgumentException unfit) {
                // Its model cannot do what this call asks; that of the other engine may.
                logger.debug("Not for the engine on trial: {}", unfit.getMessage());
            } catch (SegmentationException failure) {
                if (call.isEndedBy(failure)) {
                    throw failure;
                }
                logger.warn("The engine on trial failed: {}", failure.getMessage());
                second.failed(failure);
            } finally {
                canary.release();
            }
        }
        ModelSegmentation answer = serve(image, region, output, call);
        second.follow(image, region, answer);
        return answer;
    }

    /** Has the engine that serves segment an image. */
    private ModelSegmentation serve(Image image, Region region, OutputOptions output, Call call)
            throws SegmentationException {
        return served(call, engine -> run(engine, image, region, output, call));
    }

    /** Has the engine that serves segment an image in tiles; one on trial gets none of them. */
    private ModelSegmentation inTiles(
            Image image, Region region, Tiling tiling, OutputOptions output, Call call)
            throws SegmentationException {
        return served(
                call,
                engine ->
                        new TiledSegmentation(engine, pool, tiling, engine.plan(output), call)
                                .of(image, region, modelThreads));
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
        checkRows(options);
        Call call = Call.of(options);
        return served(
                call,
                engine ->
                        new TiledSegmentation(
                                        engine, pool, tiling, engine.plan(options.output()), call)
                                .of(item, options.region(), sink));
    }

    /** Refuses what cannot be had of rows that come and go. */
    private static void checkRows(SegmentationOptions options) {
        if (options.orientation().isPresent()) {
            throw new IllegalArgumentException(
                    "An image that is read row by row comes upright, and cannot be turned by the option "
                            + options.orientation().get());
        }
        if (options.output().size().filter(size -> !size.equals(OutputSize.SOURCE)).isPresent()) {
            throw new IllegalArgumentException(
                    "A mask that is made row by row has the size of the image, not "
                            + options.output().size().get());
        }
    }

    /** What is done on the engine that serves. */
    @FunctionalInterface
    private interface Served<T, E extends Exception> {
        T on(Engine engine) throws SegmentationException, E;
    }

    private <T, E extends Exception> T served(Call call, Served<T, E> work)
            throws SegmentationException, E {
        Engine engine = lease(call);
        try {
            return work.on(engine);
        } catch (SegmentationException failure) {
            // That somebody had no more time is no fault of the engine.
            if (!call.isEndedBy(failure)) {
                engine.record().failed();
            }
            throw failure;
        } finally {
            engine.release();
            look();
        }
    }

    /** A lease of the engine that serves; waits for the first one. */
    private Engine lease(Call call) throws SegmentationException {
        Engine engine = slot.lease();
        if (engine == null) {
            awaitFirstEngine(call);
            engine = slot.lease();
        }
        if (engine == null) {
            throw new SegmentationException(closed ? Engine.REMOVED : swaps.failure());
        }
        return engine;
    }

    private ModelSegmentation run(
            Engine engine, Image image, Region region, OutputOptions output, Call call)
            throws SegmentationException {
        OutputPlan plan = engine.plan(output);
        ModelSegmentation seen = engine.segment(image, region, plan, pool, call, modelThreads);
        engine.record().succeeded(seen.invokeNanos());
        return seen;
    }

    /** Makes the masks that were asked for. */
    private static ModelSegmentation withMasks(ModelSegmentation made)
            throws SegmentationException {
        boolean done = false;
        try {
            made.makeAsked();
            done = true;
            return made;
        } catch (OutOfMemoryError full) {
            throw new SegmentationException(
                    "There is no memory for the masks that were asked for: " + full.getMessage(),
                    full);
        } finally {
            if (!done) {
                made.close();
            }
        }
    }

    /** Takes an engine back that has not proved itself. */
    private void look() {
        EngineWatch current = watch;
        if (current == null) {
            return;
        }
        Optional<String> objection = current.objection();
        if (objection.isPresent()) {
            submit(() -> takeBack(current, objection.get()));
        }
        if (current.isOver()) {
            watch = null;
        }
    }

    private SwapOutcome takeBack(EngineWatch objecting, String objection) {
        Settings now = settings;
        EngineIdentity running = slot.identity();
        if (running == null || running.generation() != objecting.generation()) {
            return swaps.supersede(SwapTrigger.WATCH, now.request());
        }
        String why = "Generation %d was taken back. %s".formatted(running.generation(), objection);
        logger.warn("{}", why);
        return wentBack(now, swaps.rollback(SwapTrigger.WATCH, now.request(), now.policy(), why));
    }

    private SwapOutcome wentBack(Settings before, SwapOutcome outcome) {
        if (outcome.succeeded()) {
            adopt(before, swaps.serving().orElseThrow().request());
        }
        return outcome;
    }

    /** What was asked for by a call holds, unless the configuration has changed meanwhile. */
    private synchronized void adopt(Settings before, EngineRequest request) {
        if (settings == before) {
            settings = before.with(request);
        }
    }

    /** Waits for an attempt that is under way, or has another one made. */
    private void awaitFirstEngine(Call call) throws SegmentationException {
        CompletableFuture<SwapOutcome> newest = attempt;
        boolean over = newest == null || newest.isDone();
        CompletableFuture<SwapOutcome> awaited = over ? prepare(SwapTrigger.CALL) : newest;
        if (closed || awaited == null) {
            throw new SegmentationException(Engine.REMOVED);
        }
        awaited.whenComplete((outcome, failed) -> call.wake());
        call.await(Call.Wait.ENGINE, awaited::isDone);
    }

    @Override
    public SegmenterStatus status() {
        EngineIdentity running = slot.identity();
        if (running != null) {
            return new SegmenterStatus(
                    State.READY,
                    swaps.failure(),
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
        return new SegmenterStatus(state, swaps.failure(), Optional.empty(), List.of(), "", 0, 0);
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

    @Override
    public SwapOutcome swap(EngineChange change) {
        return done(
                () -> {
                    Settings now = settings;
                    EngineRequest wanted = now.request().with(change);
                    SwapOutcome outcome = swaps.swap(SwapTrigger.CALL, wanted, now.policy());
                    if (outcome.succeeded()) {
                        adopt(now, wanted);
                    }
                    return outcome;
                });
    }

    @Override
    public SwapOutcome check(EngineChange change) {
        return done(
                () -> {
                    Settings now = settings;
                    return swaps.check(now.request().with(change), now.policy());
                });
    }

    @Override
    public SwapOutcome rollback() {
        return done(
                () -> {
                    Settings now = settings;
                    return wentBack(
                            now, swaps.rollback(SwapTrigger.CALL, now.request(), now.policy(), ""));
                });
    }

    @Override
    public List<SwapOutcome> history() {
        return swaps.history();
    }

    @Override
    public SwapOutcome startTrial(EngineChange change, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "A trial has a share of the images from 0 to 1, not " + share);
        }
        return done(
                () -> {
                    Settings now = settings;
                    EngineRequest wanted = now.request().with(change);
                    return swaps.trial(
                            wanted,
                            now.policy(),
                            engine -> begin(wanted, engine, share, now.policy()));
                });
    }

    private void begin(EngineRequest wanted, Engine engine, double share, SwapPolicy policy) {
        double errorRate = policy.watch().errorRate();
        endTrial();
        EngineTrial second = new EngineTrial(wanted, engine, share, errorRate, pool);
        synchronized (this) {
            if (!closed) {
                trial = second;
                return;
            }
        }
        engine.retire();
    }

    @Override
    public Optional<TrialStatus> trial() {
        return Optional.ofNullable(trial).map(second -> second.status(slot.record()));
    }

    @Override
    public SwapOutcome promote() {
        return done(
                () -> {
                    Settings now = settings;
                    EngineTrial second = takeTrial();
                    if (second == null || second.hasEnded()) {
                        if (second != null) {
                            closing.retire(second.engine(), now.policy().drainLimit(), took -> {});
                        }
                        throw new IllegalStateException("No engine is on trial");
                    }
                    second.end("It serves now");
                    SwapOutcome outcome =
                            swaps.promote(second.request(), second.engine(), now.policy());
                    adopt(now, second.request());
                    return outcome;
                });
    }

    @Override
    public void endTrial() {
        EngineTrial second = takeTrial();
        if (second != null) {
            second.end("It was ended");
            closing.retire(second.engine(), settings.policy().drainLimit(), took -> {});
        }
    }

    private void endTrialOn(String delegate) {
        EngineTrial second = trial;
        if (second != null && second.engine().identity().runsOn(delegate)) {
            endTrial();
        }
    }

    private synchronized EngineTrial takeTrial() {
        EngineTrial second = trial;
        trial = null;
        return second;
    }

    /** Has something done by the thread that makes engines, and waits for it. */
    private SwapOutcome done(Callable<SwapOutcome> work) {
        Future<SwapOutcome> doing = submit(work);
        if (doing == null) {
            throw new IllegalStateException("This segmenter was removed");
        }
        await(doing);
        return switch (doing.state()) {
            case SUCCESS -> doing.resultNow();
            case FAILED ->
                    throw doing.exceptionNow() instanceof IllegalStateException known
                            ? known
                            : new IllegalStateException(
                                    doing.exceptionNow().toString(), doing.exceptionNow());
            default -> throw new IllegalStateException("This segmenter was removed");
        };
    }

    /** Has an engine made for what is configured, unless another change overtakes it. */
    private void configured() {
        long mine = changes.incrementAndGet();
        attempt =
                submit(
                        () ->
                                mine == changes.get()
                                        ? make(SwapTrigger.CONFIGURATION)
                                        : swaps.supersede(
                                                SwapTrigger.CONFIGURATION, settings.request()));
    }

    /** Has an engine made for what is asked for and installed by the time that it is made. */
    private synchronized CompletableFuture<SwapOutcome> prepare(SwapTrigger trigger) {
        CompletableFuture<SwapOutcome> newest = submit(() -> make(trigger));
        if (newest != null) {
            attempt = newest;
        }
        return newest;
    }

    private SwapOutcome make(SwapTrigger trigger) {
        Settings now = settings;
        return now.problem().isEmpty()
                ? swaps.swap(trigger, now.request(), now.policy())
                : swaps.refuse(trigger, now.request(), now.problem());
    }

    /** Has something done after all that was asked for before; null where it is too late. */
    private CompletableFuture<SwapOutcome> submit(Callable<SwapOutcome> work) {
        if (closed) {
            return null;
        }
        CompletableFuture<SwapOutcome> doing = new CompletableFuture<>();
        try {
            preparation.execute(() -> complete(doing, work));
            return doing;
        } catch (RejectedExecutionException late) {
            return null;
        }
    }

    private static void complete(CompletableFuture<SwapOutcome> doing, Callable<SwapOutcome> work) {
        try {
            doing.complete(work.call());
        } catch (Throwable failure) {
            doing.completeExceptionally(failure);
        }
    }

    /** An engine serves from now on. */
    private void published(Engine engine, Engine predecessor, SwapTrigger trigger) {
        WatchPolicy policy = settings.policy().watch();
        // What was taken back is not watched again: two bad engines would take turns.
        watch =
                policy.isOn() && predecessor != null && trigger != SwapTrigger.WATCH
                        ? new EngineWatch(
                                engine,
                                predecessor.record().median(EngineWatch.LEAST_CALLS),
                                policy,
                                System::nanoTime)
                        : null;
        if (engine.identity().reason().isPreliminary()) {
            reconsider();
        } else {
            measurement.cancel();
        }
    }

    /** Has {@code auto} measure, some time from now, the delegates that are here then. */
    private void reconsider() {
        EngineRequest wanted = settings.request();
        EngineIdentity running = slot.identity();
        if (wanted.isAuto() && running != null && wanted.auto().budget().isPositive()) {
            measurement.plan(wanted.auto().delay(), stopped -> measure(wanted, running, stopped));
        }
    }

    /** Works beside the engine that serves, on the measurement's thread. */
    private void measure(EngineRequest wanted, EngineIdentity running, BooleanSupplier stopped) {
        try {
            DelegateComparison comparison =
                    comparer.compare(wanted, candidates.get(), stopped, doing -> {});
            if (stopped.getAsBoolean()) {
                return;
            }
            logger.info("Delegates compared: {}", comparison.reason());
            Optional<String> choice = comparison.choice();
            if (choice.isPresent() && !choice.get().equals(running.delegate())) {
                prepare(SwapTrigger.MEASUREMENT);
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
                } catch (ExecutionException | CancellationException failed) {
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
