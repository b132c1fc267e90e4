// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.util.tracker.ServiceTracker;
import org.vitral.image.Image;
import org.vitral.segmentation.LiveStreamListener;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationSession;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SessionCounts;
import org.vitral.segmentation.SessionOptions;

/** Sessions and asynchronous calls while what is under them changes, or goes. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CallsTest {

    private static final long PATIENCE_MILLIS = 30_000;
    private static final String REMOVED = "This segmenter was removed";

    @InjectBundleContext BundleContext context;
    @InjectService ConfigurationAdmin configurations;

    private Configuration configuration;
    private Segmenter segmenter;

    @BeforeEach
    void open() throws Exception {
        TestData.starterModel();
        configuration = configurations.getFactoryConfiguration(Segmenter.PID, "calls", "?");
        configure(Map.of("delegate", "cpu"));
        ServiceTracker<Segmenter, Segmenter> tracker =
                new ServiceTracker<>(
                        context,
                        context.createFilter(
                                "(&(objectClass=%s)(service.pid=%s~calls))"
                                        .formatted(Segmenter.class.getName(), Segmenter.PID)),
                        null);
        tracker.open();
        try {
            segmenter = tracker.waitForService(PATIENCE_MILLIS);
            assertNotNull(segmenter);
        } finally {
            tracker.close();
        }
    }

    @AfterEach
    void removeConfiguration() throws Exception {
        bundle().start();
        if (configuration != null) {
            configuration.delete();
        }
    }

    /** The grid of the scores is 33 x 33 with the rules, and 257 x 257 without. */
    @Test
    void aSmoothedVideoGoesOnWhileDelegateThreadsAndSizeOfTheScoresChange() throws Exception {
        List<Map<String, Object>> swaps =
                List.of(
                        Map.of("delegate", "xnnpack"),
                        Map.of("delegate", "xnnpack", "rewriting", "none"),
                        Map.of("delegate", "xnnpack", "threads", 2),
                        Map.of("delegate", "cpu", "rewriting", "none"));
        try (Image image = TestData.horseAndRider();
                SegmentationSession video =
                        segmenter.open(SessionOptions.video().withSmoothing(1))) {
            long timestamp = 0;
            for (Map<String, Object> swap : swaps) {
                timestamp = frames(video, image, timestamp);
                long before = segmenter.status().generation();
                configure(swap);
                while (segmenter.status().generation() == before) {
                    timestamp = frames(video, image, timestamp);
                }
                timestamp = frames(video, image, timestamp);
            }
            SessionCounts counts = video.counts();
            assertEquals(timestamp, counts.accepted());
            assertEquals(timestamp, counts.delivered());
        }
    }

    private static long frames(SegmentationSession video, Image image, long timestamp)
            throws Exception {
        for (int i = 0; i < 2; i++) {
            try (Segmentation seen = video.segmentForVideo(image, timestamp + i)) {
                assertEquals(0, TestData.differencesFromGolden(seen.categoryMask()));
            }
        }
        return timestamp + 2;
    }

    @Test
    void stoppingTheBundleEndsAllCallsWithAReasonAndLeavesNoThread() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        CountDownLatch running = new CountDownLatch(1);
        LiveStreamListener listener =
                new LiveStreamListener() {
                    @Override
                    public void onResult(Segmentation seen, Image image, long timestamp) {
                        running.countDown();
                    }

                    @Override
                    public void onError(SegmentationException failure, long timestamp) {
                        heard.add(failure.getMessage());
                    }
                };
        SegmentationSession stream =
                segmenter.open(SessionOptions.liveStream(listener).withSmoothing(0.5));
        SegmentationSession video = segmenter.open(SessionOptions.video());
        List<CompletableFuture<Segmentation>> futures = new ArrayList<>();
        try (Image image = TestData.horseAndRider()) {
            stream.segmentAsync(TestData.horseAndRider(), 0);
            running.await();
            for (int i = 0; i < 30; i++) {
                futures.add(segmenter.segmentAsync(image));
            }
            stream.segmentAsync(TestData.horseAndRider(), 1);
            stream.segmentAsync(TestData.horseAndRider(), 2);

            bundle().stop();

            int refused = 0;
            for (CompletableFuture<Segmentation> future : futures) {
                try (Segmentation seen = future.get()) {
                    assertEquals("cpu", seen.delegate());
                } catch (ExecutionException ended) {
                    assertInstanceOf(SegmentationException.class, ended.getCause());
                    assertEquals(REMOVED, ended.getCause().getMessage());
                    refused++;
                }
            }
            assertTrue(refused > 0, "all 30 were done before the bundle was stopped");
            assertEquals(
                    REMOVED,
                    assertThrows(IllegalStateException.class, () -> stream.segmentAsync(image, 3))
                            .getMessage());
            assertEquals(
                    REMOVED,
                    assertThrows(SegmentationException.class, () -> video.segmentForVideo(image, 0))
                            .getMessage());
        }
        SessionCounts counts = stream.counts();
        assertEquals(counts.accepted(), counts.delivered() + counts.dropped() + counts.failed());
        assertTrue(heard.stream().allMatch(REMOVED::equals), heard.toString());
        assertEquals(counts.failed(), heard.size());
        assertEquals(List.of(), ourThreads());
    }

    /** Those of the segmenter, all of which have such names. */
    private static List<String> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("vitral-"))
                .toList();
    }

    private void configure(Map<String, Object> given) throws IOException {
        Map<String, Object> properties = new HashMap<>(given);
        properties.put("model", TestData.starterModel().toString());
        properties.putIfAbsent("threads", 1);
        configuration.update(new Hashtable<>(properties));
    }

    private Bundle bundle() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("org.vitral.segmentation"))
                .findFirst()
                .orElseThrow();
    }
}
