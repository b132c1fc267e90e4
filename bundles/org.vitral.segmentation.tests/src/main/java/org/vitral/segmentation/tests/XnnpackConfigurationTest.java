// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.util.tracker.ServiceTracker;
import org.vitral.image.Image;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.Segmenter;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class XnnpackConfigurationTest {

    private static final String PID = "org.vitral.delegate.xnnpack";
    private static final String NAME = "xnnpack-configuration";
    private static final long PATIENCE_MILLIS = 30_000;

    @InjectBundleContext BundleContext context;
    @InjectService ConfigurationAdmin configurations;

    private Configuration segmenterConfiguration;

    @AfterEach
    void removeConfigurations() throws Exception {
        configurations.getConfiguration(PID, "?").delete();
        if (segmenterConfiguration != null) {
            segmenterConfiguration.delete();
        }
    }

    @Test
    void aChangeOfConfigurationLeadsToANewEngineWithoutALostFrameOrAnotherDelegate()
            throws Exception {
        Segmenter segmenter = segmenter();
        AtomicBoolean done = new AtomicBoolean();
        Set<String> delegates = ConcurrentHashMap.newKeySet();
        Callable<Void> caller =
                () -> {
                    try (Image image = TestData.horseAndRider()) {
                        while (!done.get()) {
                            try (Segmentation seen = segmenter.segment(image)) {
                                delegates.add(seen.delegate());
                                assertEquals(
                                        0, TestData.differencesFromGolden(seen.categoryMask()));
                            }
                        }
                    }
                    return null;
                };
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Void> one = threads.submit(caller);
            Future<Void> other = threads.submit(caller);
            try {
                for (int round = 0; round < 4; round++) {
                    long generation = segmenter.status().generation();
                    configure(round % 2 == 0 ? "memory" : "none");
                    while (segmenter.status().generation() == generation) {
                        Thread.onSpinWait();
                    }
                    assertEquals("xnnpack", segmenter.status().delegate());
                }
            } finally {
                done.set(true);
            }
            one.get();
            other.get();
        }
        assertEquals(Set.of("xnnpack"), delegates);
    }

    private void configure(String weightCache) throws Exception {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("weight_cache", weightCache);
        configurations.getConfiguration(PID, "?").update(properties);
    }

    private Segmenter segmenter() throws Exception {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("model", TestData.starterModel().toString());
        properties.put("delegate", "auto");
        properties.put("threads", 1);
        segmenterConfiguration = configurations.getFactoryConfiguration(Segmenter.PID, NAME, "?");
        segmenterConfiguration.update(properties);
        ServiceTracker<Segmenter, Segmenter> tracker =
                new ServiceTracker<>(
                        context,
                        context.createFilter(
                                "(&(objectClass=%s)(service.pid=%s~%s))"
                                        .formatted(Segmenter.class.getName(), Segmenter.PID, NAME)),
                        null);
        tracker.open();
        try {
            Segmenter segmenter = tracker.waitForService(PATIENCE_MILLIS);
            try (Image image = TestData.horseAndRider()) {
                segmenter.segment(image).close();
            }
            return segmenter;
        } finally {
            tracker.close();
        }
    }
}
