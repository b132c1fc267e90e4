// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.util.tracker.ServiceTracker;
import org.tensorflow.lite.Delegate;
import org.vitral.image.Image;
import org.vitral.segmentation.DelegateComparison;
import org.vitral.segmentation.DelegateStatus;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SegmenterStatus;
import org.vitral.segmentation.SegmenterStatus.State;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.PlainKernels;
import org.vitral.tflite.runtime.TfLiteRuntime;

/** Which delegates a segmenter works on, and what it says of them. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DelegateChoiceTest {

    private static final long PATIENCE_MILLIS = 30_000;
    private static final String NAME = "choice";

    @InjectBundleContext BundleContext context;
    @InjectService ConfigurationAdmin configurations;

    @InjectService(timeout = PATIENCE_MILLIS)
    Delegates delegates;

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private Configuration configuration;
    private ServiceTracker<Segmenter, Segmenter> segmenters;

    @BeforeEach
    void trackSegmenters() throws Exception {
        segmenters =
                new ServiceTracker<>(
                        context,
                        context.createFilter(
                                "(&(objectClass=%s)(service.pid=%s~%s))"
                                        .formatted(Segmenter.class.getName(), Segmenter.PID, NAME)),
                        null);
        segmenters.open();
        configuration = configurations.getFactoryConfiguration(Segmenter.PID, NAME, "?");
    }

    @AfterEach
    void removeEverything() throws Exception {
        if (configuration != null) {
            configuration.delete();
        }
        awaitTrue(segmenters::isEmpty);
        segmenters.close();
        registrations.forEach(ServiceRegistration::unregister);
    }

    @Test
    void aResultAndTheStatusSayWhatEachDelegateTook() throws Exception {
        Segmenter segmenter = segmenter(Map.of("delegate", "xnnpack,cpu"));
        List<EffectiveDelegate> seen = segment(segmenter);
        assertEquals(
                List.of("xnnpack", "cpu"), seen.stream().map(EffectiveDelegate::name).toList());
        // The rewritten graph has two nodes less than the file.
        assertEquals(OptionalInt.of(68), seen.getFirst().nodes());
        assertEquals(OptionalInt.of(68), seen.getFirst().modelNodes());
        assertEquals(OptionalInt.of(1), seen.getFirst().partitions());
        assertEquals(OptionalInt.of(0), seen.getLast().nodes());
        assertEquals(seen, segmenter.status().delegates());
        assertEquals("xnnpack,cpu", segmenter.status().delegate());
        assertEquals("", segmenter.status().delegateReason());
    }

    @Test
    void aDelegateThatCannotBeMadeIsAnErrorOrAStatedFallback() throws Exception {
        offer(
                "broken",
                500,
                new TestProvider(
                        (runtime, options) -> {
                            throw new IllegalStateException("It is broken");
                        }));
        Segmenter segmenter = segmenter(Map.of("delegate", "broken"));
        String reason = "The delegate broken cannot be used: It is broken";
        SegmentationException refusal =
                assertThrows(SegmentationException.class, () -> segment(segmenter));
        assertEquals(reason, refusal.getMessage());
        assertEquals(State.FAILED, segmenter.status().state());

        update(Map.of("delegate", "broken", "on.delegate.failure", "cpu"));
        awaitTrue(() -> segmenter.status().state() == State.READY);
        SegmenterStatus status = segmenter.status();
        assertEquals("cpu", status.delegate());
        assertEquals("cpu instead of broken. " + reason, status.delegateReason());
        try (Image image = TestData.horseAndRider();
                Segmentation seen = segmenter.segment(image)) {
            assertEquals(status.delegateReason(), seen.delegateReason());
            assertEquals(0, TestData.differencesFromGolden(seen.categoryMask()));
        }
    }

    @Test
    void aProbeThatSaysNoOrThrowsIsListedWithItsReason() throws Exception {
        offer(
                "absent",
                501,
                new TestProvider(
                        DelegateProbe.unavailable("No such chip; use xnnpack"),
                        (runtime, options) -> new PlainKernels()));
        offer("throwing", 500, new ThrowingProbe());
        List<DelegateStatus> list = delegates.list();
        assertEquals(
                new DelegateStatus("absent", "0.1", "A test", false, "No such chip; use xnnpack"),
                list.get(0));
        assertEquals(
                new DelegateStatus(
                        "throwing",
                        "",
                        "A test",
                        false,
                        "Its probe failed: java.lang.IllegalArgumentException: oops"),
                list.get(1));
        assertEquals("xnnpack", list.get(2).name());

        // With a delegate that is new in this run nothing is remembered.
        offer("new", 1, new TestProvider((runtime, options) -> new PlainKernels()));
        Segmenter segmenter = segmenter(Map.of("delegate", "auto", "auto.budget", 0L));
        segment(segmenter);
        assertEquals("xnnpack", segmenter.status().delegate());
        assertEquals(
                "xnnpack has the highest ranking of those that work here; not measured yet;"
                        + " absent does not work here; throwing does not work here",
                segmenter.status().delegateReason());
    }

    /** The preferred delegate is the plain kernels in disguise: right, and slow. */
    @Test
    void autoServesOnThePreferredOneAtOnceAndMovesToTheFastestOnceItIsMeasured() throws Exception {
        offer("disguised", 500, new TestProvider((runtime, options) -> new PlainKernels()));
        Segmenter segmenter =
                segmenter(Map.of("delegate", "auto", "auto.delay", 0L, "auto.budget", 60_000L));
        List<Long> generations = new ArrayList<>();
        awaitTrue(
                () -> {
                    try (Image image = TestData.horseAndRider();
                            Segmentation seen = segmenter.segment(image)) {
                        assertEquals(0, TestData.differencesFromGolden(seen.categoryMask()));
                        assertEquals(
                                seen.generation() == 1 ? "disguised" : "xnnpack", seen.delegate());
                        generations.add(seen.generation());
                        return seen.generation() == 2;
                    }
                });
        assertEquals(1, generations.getFirst());
        String reason = segmenter.status().delegateReason();
        assertTrue(
                reason.matches(
                        "xnnpack [0-9.]+ ms \\(agrees with cpu in 100.00 % of places\\),"
                                + " disguised [0-9.]+ ms \\(agrees with cpu in 100.00 % of places\\),"
                                + " cpu [0-9.]+ ms; measured [0-9-]+"),
                reason);

        // Who comes later starts with what was found out.
        configuration.delete();
        awaitTrue(segmenters::isEmpty);
        configuration = configurations.getFactoryConfiguration(Segmenter.PID, NAME, "?");
        Segmenter next = segmenter(Map.of("delegate", "auto", "auto.budget", 0L));
        segment(next);
        assertEquals("xnnpack", next.status().delegate());
        assertEquals(reason, next.status().delegateReason());
        assertEquals(1, next.status().generation());
    }

    @Test
    void autoStaysWhereItIsWhenThePreferredOneIsTheFastestAndSaysSo() throws Exception {
        Segmenter segmenter =
                segmenter(Map.of("delegate", "auto", "auto.delay", 0L, "auto.budget", 60_000L));
        segment(segmenter);
        awaitTrue(() -> segmenter.status().delegateReason().contains("measured 20"));
        assertEquals("xnnpack", segmenter.status().delegate());
        assertEquals(1, segmenter.status().generation());
    }

    @Test
    void aSegmenterThatIsRemovedWhileItMeasuresGoesAtOnce() throws Exception {
        AtomicInteger made = new AtomicInteger();
        CountDownLatch measuring = new CountDownLatch(1);
        offer(
                "watched",
                500,
                new TestProvider(
                        (runtime, options) -> {
                            // The first one serves, the second one is tried out.
                            if (made.incrementAndGet() == 2) {
                                measuring.countDown();
                            }
                            return new PlainKernels();
                        }));
        segment(
                segmenter(
                        Map.of(
                                "delegate",
                                "auto",
                                "auto.delay",
                                0L,
                                "rewriting",
                                "none",
                                "auto.budget",
                                Duration.ofHours(1).toMillis())));
        assertTrue(measuring.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
        configuration.delete();
        configuration = null;
        awaitTrue(segmenters::isEmpty);
        assertEquals(2, made.get());
    }

    @Test
    void comparingTellsOfEachDelegateHowMuchItTakesAndHowFastItIs() throws Exception {
        List<String> progress = new ArrayList<>();
        DelegateComparison comparison =
                delegates.compare(
                        TestData.starterModel().toString(),
                        2,
                        Duration.ofMinutes(1),
                        progress::add);
        assertEquals(Optional.of("xnnpack"), comparison.choice());
        assertEquals("cpu", comparison.reference());
        assertEquals(OptionalInt.of(70), comparison.measurements().getFirst().delegate().nodes());
        assertTrue(comparison.measurements().getLast().median().isPresent());
        assertFalse(progress.isEmpty());
    }

    private static final class ThrowingProbe implements DelegateProvider {
        @Override
        public String description() {
            return "A test";
        }

        @Override
        public DelegateProbe probe(TfLiteRuntime runtime) {
            throw new IllegalArgumentException("oops");
        }

        @Override
        public Delegate create(TfLiteRuntime runtime, DelegateOptions options) {
            throw new AssertionError("Its probe says no");
        }
    }

    private void offer(String name, int ranking, DelegateProvider provider) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(DelegateProvider.NAME, name);
        properties.put(Constants.SERVICE_RANKING, ranking);
        // What an earlier build found out about a provider of this name is not about this one.
        properties.put("run", ProcessHandle.current().pid() + " " + System.nanoTime());
        registrations.add(context.registerService(DelegateProvider.class, provider, properties));
    }

    private Segmenter segmenter(Map<String, Object> properties) throws Exception {
        update(properties);
        Segmenter segmenter = segmenters.waitForService(PATIENCE_MILLIS);
        assertTrue(segmenter != null, "No segmenter came");
        return segmenter;
    }

    private void update(Map<String, Object> properties) throws IOException {
        Hashtable<String, Object> all = new Hashtable<>(properties);
        all.put("model", TestData.starterModel().toString());
        all.put("threads", 1);
        configuration.update(all);
    }

    private static List<EffectiveDelegate> segment(Segmenter segmenter)
            throws IOException, SegmentationException {
        try (Image image = TestData.horseAndRider();
                Segmentation seen = segmenter.segment(image)) {
            return seen.delegates();
        }
    }

    /** Waits for a condition; the test's time limit is the bound. */
    private static void awaitTrue(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            Thread.onSpinWait();
        }
    }
}
