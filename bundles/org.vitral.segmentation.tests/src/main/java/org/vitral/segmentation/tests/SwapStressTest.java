// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.common.service.ServiceAware;
import org.osgi.util.tracker.ServiceTracker;
import org.tensorflow.lite.Delegate;
import org.vitral.image.Image;
import org.vitral.model.ModelRepository;
import org.vitral.segmentation.EngineChange;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SegmenterControl;
import org.vitral.segmentation.SwapOutcome;
import org.vitral.segmentation.SwapOutcome.State;
import org.vitral.segmentation.SwapTrigger;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * Many threads segment while models, delegates and numbers of threads are swapped by all triggers.
 * The one outcome that a call may have is the mask that belongs to the generation that it names.
 * Whole: {@code ./mvnw verify -Psoak -Dvitral.soak=swap}.
 */
class SwapStressTest {

    private static final long PATIENCE_MILLIS = 60_000;
    private static final String SELFIE = "selfie_segmentation_landscape";
    private static final String COUNTED = "counted";

    @InjectBundleContext BundleContext context;
    @InjectService ConfigurationAdmin configurations;
    @InjectService ModelRepository models;

    @InjectService(filter = "(org.vitral.delegate.name=xnnpack)", timeout = PATIENCE_MILLIS)
    ServiceAware<DelegateProvider> xnnpack;

    private final List<Configuration> made = new ArrayList<>();
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger closedTwice = new AtomicInteger();
    private ServiceRegistration<DelegateProvider> registration;

    /** What each model gives on each delegate, by the names of both. */
    private final Map<String, byte[]> goldens = new ConcurrentHashMap<>();

    /** What each generation is, by the names of both. */
    private final Map<Long, String> generations = new ConcurrentHashMap<>();

    @AfterEach
    void tidyUp() throws Exception {
        bundle("org.vitral.delegate.xnnpack").start();
        for (Configuration configuration : made) {
            configuration.delete();
        }
        if (registration != null) {
            registration.unregister();
        }
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void noCallIsLostAndEachMaskIsThatOfItsGeneration() throws Exception {
        int swaps = Soak.size("swap", 16, 500);
        Random random = new Random(Soak.seed("swap", 4));
        int callers = Soak.size("swap", 6, 20);
        List<String> wanted = wantedModels();
        offerCounted(0);
        for (String model : wanted) {
            for (String delegate : List.of("cpu", "xnnpack", COUNTED)) {
                rememberGolden(model, delegate);
            }
        }
        Segmenter segmenter = segmenter("stress", wanted.getFirst(), "xnnpack", 1);
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong calls = new AtomicLong();
        Callable<Void> caller =
                () -> {
                    try (Image image = TestData.horseAndRider()) {
                        while (!done.get()) {
                            segmentAndCheck(segmenter, image);
                            calls.incrementAndGet();
                        }
                    }
                    return null;
                };
        List<Future<Void>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (int i = 0; i < callers; i++) {
                running.add(threads.submit(caller));
            }
            try {
                for (int swap = 0; swap < swaps; swap++) {
                    swap(random, wanted, swap);
                    assertTrue(
                            running.stream().noneMatch(Future::isDone),
                            "A caller has ended before its time");
                }
            } finally {
                done.set(true);
            }
            for (Future<Void> one : running) {
                one.get();
            }
        }
        List<SwapOutcome> history = control("stress").history();
        assertTrue(calls.get() > swaps, "Only " + calls + " calls");
        assertFalse(history.isEmpty());
        for (Configuration configuration : made) {
            configuration.delete();
        }
        made.clear();
        awaitTrue(() -> created.get() == closed.get());
        assertTrue(created.get() > 0);
        assertEquals(0, closedTwice.get());
        System.out.printf(
                "%d swaps under %d callers: %d calls, %d generations seen, %d delegates made and closed%n",
                swaps, callers, calls.get(), generations.size(), created.get());
    }

    /** One change of any kind, which has an end: what it leads to serves when this returns. */
    private void swap(Random random, List<String> wanted, int number) throws Exception {
        SegmenterControl control = control("stress");
        String model = wanted.get(random.nextInt(wanted.size()));
        String delegate = List.of("cpu", "xnnpack", COUNTED).get(random.nextInt(3));
        int threads = 1 + random.nextInt(2);
        switch (random.nextInt(5)) {
            case 0 -> {
                Instant start = Instant.now();
                configure("stress", model, delegate, threads);
                // A configuration comes when it likes to; the next change waits for it.
                awaitTrue(
                        () ->
                                control.history().stream()
                                        .anyMatch(
                                                outcome ->
                                                        outcome.trigger()
                                                                        == SwapTrigger.CONFIGURATION
                                                                && outcome.time().isAfter(start)));
                assertEquals(delegate, control.status().delegate());
                assertEquals(threads, control.status().threads());
                assertEquals(nameOf(model), control.status().model().orElseThrow().name());
            }
            case 1 -> {
                SwapOutcome outcome =
                        control.swap(
                                EngineChange.NONE
                                        .withModel(model)
                                        .withDelegate(delegate)
                                        .withThreads(threads));
                assertEquals(State.PUBLISHED, outcome.state(), outcome.reason());
            }
            case 2 -> {
                SwapOutcome chained =
                        control.swap(
                                EngineChange.NONE.withModel(model).withDelegate("xnnpack,cpu"));
                assertEquals(State.PUBLISHED, chained.state(), chained.reason());
                bundle("org.vitral.delegate.xnnpack").stop();
                assertEquals("cpu", control.status().delegate());
                bundle("org.vitral.delegate.xnnpack").start();
                awaitTrue(() -> control.status().delegate().startsWith("xnnpack"));
                control.swap(EngineChange.NONE.withDelegate("xnnpack"));
            }
            case 3 -> {
                control.swap(EngineChange.NONE.withDelegate("auto"));
                rank(number % 2 == 0 ? 1000 : -1000);
                String expected = number % 2 == 0 ? COUNTED : "xnnpack";
                awaitTrue(
                        () ->
                                control.status().delegate().equals(expected)
                                        || control.swap(EngineChange.NONE).state()
                                                == State.PUBLISHED);
            }
            default -> {
                SwapOutcome outcome = control.rollback();
                assertTrue(
                        outcome.state() == State.PUBLISHED
                                || outcome.reason().startsWith("There is no engine before"),
                        outcome.reason());
            }
        }
    }

    private void segmentAndCheck(Segmenter segmenter, Image image) throws Exception {
        try (Segmentation seen = segmenter.segment(image)) {
            String engine = key(seen.model().name(), seen.delegate());
            String before = generations.putIfAbsent(seen.generation(), engine);
            assertTrue(
                    before == null || before.equals(engine),
                    () ->
                            "Generation %d is %s and %s"
                                    .formatted(seen.generation(), before, engine));
            byte[] golden = goldens.get(engine);
            assertArrayEquals(
                    golden,
                    seen.categoryMask().toBytes(),
                    () -> "Another mask than that of " + engine);
        }
    }

    private List<String> wantedModels() {
        List<String> wanted = new ArrayList<>();
        wanted.add(TestData.starterModel().toString());
        wanted.add(TestData.shared("models/deeplabv3_without_metadata.tflite").toString());
        // It is fetched through npm when the models are built, which is not everywhere possible.
        if (models.find(SELFIE).isPresent()) {
            wanted.add(SELFIE);
        }
        return wanted;
    }

    private String nameOf(String model) throws Exception {
        return model.startsWith("/") ? models.load(Path.of(model)).description().name() : model;
    }

    /** Has a segmenter of its own say what is right; "cpu" cannot run each model. */
    private void rememberGolden(String model, String delegate) throws Exception {
        Segmenter alone = segmenter("golden-" + goldens.size(), model, delegate, 1);
        try (Image image = TestData.horseAndRider();
                Segmentation seen = alone.segment(image)) {
            String engine = key(seen.model().name(), seen.delegate());
            byte[] mask = seen.categoryMask().toBytes();
            goldens.put(engine, mask);
            goldens.put(key(seen.model().name(), delegate + ",cpu"), mask);
        }
        made.removeLast().delete();
    }

    private static String key(String model, String delegate) {
        return model + " on " + delegate;
    }

    private void offerCounted(int ranking) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(DelegateProvider.NAME, COUNTED);
        properties.put(Constants.SERVICE_RANKING, ranking);
        registration =
                context.registerService(
                        DelegateProvider.class, new TestProvider(this::counted), properties);
    }

    private void rank(int ranking) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(DelegateProvider.NAME, COUNTED);
        properties.put(Constants.SERVICE_RANKING, ranking);
        registration.setProperties(properties);
    }

    /** A delegate that is XNNPACK's, and counted. */
    private Delegate counted(TfLiteRuntime runtime, DelegateOptions options) {
        DelegateProvider provider = xnnpack.getService();
        if (provider == null) {
            throw new IllegalStateException("XNNPACK is not here at the moment");
        }
        Delegate real = provider.create(runtime, options);
        created.incrementAndGet();
        AtomicBoolean open = new AtomicBoolean(true);
        return new Delegate() {
            @Override
            public long getNativeHandle() {
                return real.getNativeHandle();
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    closed.incrementAndGet();
                } else {
                    closedTwice.incrementAndGet();
                }
                real.close();
            }
        };
    }

    private Segmenter segmenter(String name, String model, String delegate, int threads)
            throws Exception {
        made.add(configurations.getFactoryConfiguration(Segmenter.PID, name, "?"));
        configure(name, model, delegate, threads);
        return await(Segmenter.class, name);
    }

    private void configure(String name, String model, String delegate, int threads)
            throws Exception {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("model", model);
        properties.put("delegate", delegate);
        properties.put("threads", threads);
        properties.put("auto.budget", 0L);
        // A canary or a watch would make swaps of its own, which this test does not count.
        properties.put("rollback.window", 0L);
        configurations.getFactoryConfiguration(Segmenter.PID, name, "?").update(properties);
    }

    private SegmenterControl control(String name) throws Exception {
        return await(SegmenterControl.class, name);
    }

    private <T> T await(Class<T> type, String name) throws Exception {
        String filter =
                "(&(objectClass=%s)(service.pid=%s~%s))"
                        .formatted(type.getName(), Segmenter.PID, name);
        ServiceTracker<T, T> tracker =
                new ServiceTracker<>(context, context.createFilter(filter), null);
        tracker.open();
        try {
            return tracker.waitForService(PATIENCE_MILLIS);
        } finally {
            tracker.close();
        }
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Waits for a condition; the test's time limit is the bound. */
    private static void awaitTrue(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            assertFalse(Thread.interrupted(), "It takes too long");
            Thread.onSpinWait();
        }
    }
}
