// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.common.service.ServiceAware;
import org.osgi.util.tracker.ServiceTracker;
import org.vitral.image.Image;
import org.vitral.segmentation.DelegateStatus;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SegmenterStatus.State;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SegmenterTest {

    private static final long PATIENCE_MILLIS = 30_000;
    private static final String XNNPACK = "xnnpack";

    @InjectBundleContext BundleContext context;
    @InjectService ConfigurationAdmin configurations;

    @InjectService(timeout = PATIENCE_MILLIS)
    ServiceAware<Delegates> delegates;

    private Configuration configuration;

    @AfterEach
    void removeConfiguration() throws Exception {
        bundle("org.vitral.delegate.xnnpack").start();
        bundle("org.vitral.tflite").start();
        bundle("org.vitral.model.repository").start();
        if (configuration != null) {
            configuration.delete();
        }
    }

    @Test
    void theGoldenMaskComesOutOnBothDelegates() throws Exception {
        for (String delegate : List.of("cpu", XNNPACK)) {
            Segmenter segmenter = segmenter("golden-" + delegate, delegate, 2);
            try (Image image = TestData.horseAndRider();
                    Segmentation seen = segmenter.segment(image)) {
                assertEquals(delegate, seen.delegate());
                assertEquals(0, TestData.differencesFromGolden(seen.categoryMask()), delegate);
            }
            configuration.delete();
            configuration = null;
        }
    }

    @Test
    void aChangeOfConfigurationKeepsTheServiceAndMakesANewGeneration() throws Exception {
        Segmenter segmenter = segmenter("change", "cpu", 1);
        assertEquals(1, generation(segmenter));
        update(TestData.starterModel().toString(), XNNPACK, 1);
        awaitTrue(() -> segmenter.status().delegate().equals(XNNPACK));
        assertEquals(2, generation(segmenter));
        assertSame(segmenter, await("change"));
    }

    @Test
    void aModelThatIsMissingLeavesTheRunningOneAndSaysWhy() throws Exception {
        Segmenter segmenter = segmenter("missing", "cpu", 1);
        assertEquals(1, generation(segmenter));
        update("no-such-model", "cpu", 1);
        awaitTrue(() -> segmenter.status().reason().contains("no-such-model"));
        assertEquals(State.READY, segmenter.status().state());
        assertEquals(1, generation(segmenter));
    }

    @Test
    void aSegmenterWithoutAnEngineFailsWithTheReasonAndRecoversWhenItCan() throws Exception {
        bundle("org.vitral.delegate.xnnpack").stop();
        Segmenter segmenter = segmenter("recovers", XNNPACK, 1);
        try (Image image = TestData.horseAndRider()) {
            SegmentationException refusal =
                    assertThrows(SegmentationException.class, () -> segmenter.segment(image));
            assertEquals(
                    "There is no delegate named \"xnnpack\" here; there are: cpu",
                    refusal.getMessage());
        }
        assertEquals(State.FAILED, segmenter.status().state());
        bundle("org.vitral.delegate.xnnpack").start();
        assertEquals(1, generation(segmenter));
        assertEquals(XNNPACK, segmenter.status().delegate());
    }

    @Test
    void noCallFailsWhileTheDelegatesBundleStopsAndStarts() throws Exception {
        Segmenter segmenter = segmenter("auto", "auto", 1);
        assertEquals(1, generation(segmenter));
        Bundle provider = bundle("org.vitral.delegate.xnnpack");
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong served = new AtomicLong();
        Callable<Void> caller =
                () -> {
                    try (Image image = TestData.horseAndRider()) {
                        while (!done.get()) {
                            try (Segmentation seen = segmenter.segment(image)) {
                                assertEquals(
                                        0, TestData.differencesFromGolden(seen.categoryMask()));
                                served.incrementAndGet();
                            }
                        }
                    }
                    return null;
                };
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Void>> callers =
                    List.of(threads.submit(caller), threads.submit(caller), threads.submit(caller));
            try {
                for (int round = 0; round < 5; round++) {
                    provider.stop();
                    assertEquals("cpu", segmenter.status().delegate());
                    provider.start();
                    awaitTrue(() -> segmenter.status().delegate().equals(XNNPACK));
                }
            } finally {
                done.set(true);
            }
            for (Future<Void> call : callers) {
                call.get();
            }
        }
        assertTrue(served.get() > 0);
        assertEquals(11, segmenter.status().generation());
    }

    @Test
    void theSegmenterComesBackWithTheRuntimeAndWithTheRepository() throws Exception {
        for (String name : List.of("org.vitral.tflite", "org.vitral.model.repository")) {
            segmenter("back", "cpu", 1);
            Bundle bundle = bundle(name);
            bundle.stop();
            assertEquals(0, references("back").length, name);
            bundle.start();
            try (Image image = TestData.horseAndRider();
                    Segmentation seen = await("back").segment(image)) {
                assertEquals(0, TestData.differencesFromGolden(seen.categoryMask()), name);
            }
            configuration.delete();
            configuration = null;
        }
    }

    @Test
    void aResultOutlivesTheBundlesThatMadeIt() throws Exception {
        Segmenter segmenter = segmenter("outlives", "cpu", 1);
        try (Image image = TestData.horseAndRider();
                Segmentation seen = segmenter.segment(image)) {
            bundle("org.vitral.tflite").stop();
            assertEquals(0, TestData.differencesFromGolden(seen.categoryMask()));
            assertThrows(SegmentationException.class, () -> segmenter.segment(image));
        }
    }

    @Test
    void theDelegatesAreListedWithThePreferredOneFirst() throws Exception {
        List<String> names =
                delegates.getService().list().stream().map(DelegateStatus::name).toList();
        assertEquals(List.of(XNNPACK, "cpu"), names);
        bundle("org.vitral.delegate.xnnpack").stop();
        names = delegates.getService().list().stream().map(DelegateStatus::name).toList();
        assertEquals(List.of("cpu"), names);
    }

    private long generation(Segmenter segmenter) throws IOException, SegmentationException {
        try (Image image = TestData.horseAndRider();
                Segmentation seen = segmenter.segment(image)) {
            return seen.generation();
        }
    }

    private Segmenter segmenter(String name, String delegate, int threads) throws Exception {
        String model = TestData.starterModel().toString();
        configuration = configurations.getFactoryConfiguration(Segmenter.PID, name, "?");
        update(model, delegate, threads);
        return await(name);
    }

    private void update(String model, String delegate, int threads) throws IOException {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("model", model);
        properties.put("delegate", delegate);
        properties.put("threads", threads);
        configuration.update(properties);
    }

    private Segmenter await(String name) throws Exception {
        ServiceTracker<Segmenter, Segmenter> tracker =
                new ServiceTracker<>(context, context.createFilter(filter(name)), null);
        tracker.open();
        try {
            Segmenter segmenter = tracker.waitForService(PATIENCE_MILLIS);
            assertNotNull(segmenter, "No segmenter named " + name);
            return segmenter;
        } finally {
            tracker.close();
        }
    }

    private Object[] references(String name) throws InvalidSyntaxException {
        return context.getServiceReferences(Segmenter.class, filter(name)).toArray();
    }

    private static String filter(String name) {
        return "(&(objectClass=%s)(service.pid=%s~%s))"
                .formatted(Segmenter.class.getName(), Segmenter.PID, name);
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
            Thread.onSpinWait();
        }
    }
}
