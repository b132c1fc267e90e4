// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vitral.image.Image;
import org.vitral.segmentation.LiveStreamListener;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationInterruptedException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.SegmentationSession;
import org.vitral.segmentation.SegmentationTimeoutException;
import org.vitral.segmentation.SegmenterBusyException;
import org.vitral.segmentation.SessionCounts;
import org.vitral.segmentation.SessionOptions;

/**
 * Many threads on one real engine, which is swapped now and then: calls of every kind, with limits,
 * cancels and interrupts at random. Whatever ends, ends in a way that is allowed; every mask is the
 * golden one; nothing is left.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ManyCallsTest {

    private static final int THREADS = 5;
    private static final int CALLS = 60;

    private enum Outcome {
        GOLDEN,
        TIMEOUT,
        CANCELLED,
        INTERRUPTED,
        BUSY
    }

    private final Golden golden = goldenMask();
    private final Map<Outcome, AtomicInteger> outcomes = new EnumMap<>(Outcome.class);
    private final Map<Long, Integer> generations = new ConcurrentHashMap<>();
    private final Image image = Starter.photograph("horse_rider_257.jpg");

    private static Golden goldenMask() {
        return new Golden();
    }

    @Test
    void everyCallEndsInAnAllowedWayAndNothingIsLeft() throws Exception {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new AtomicInteger());
        }
        SegmenterRig test =
                new SegmenterRig(
                        new ModelShelf(Starter.model()),
                        Map.of("delegate", "xnnpack", "async_limit", 4, "threads", 1),
                        List.of(TestDelegates.xnnpack("xnnpack", 0)));
        test.segmenter.segment(image).close();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1)) {
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(500 + i);
                callers.add(
                        threads.submit(
                                () -> {
                                    work(test.segmenter, random);
                                    return null;
                                }));
            }
            callers.add(
                    threads.submit(
                            () -> {
                                stream(test.segmenter);
                                return null;
                            }));
            for (int swap = 0; swap < 4; swap++) {
                int before = golden();
                Waiting.until(() -> golden() > before + 5);
                test.configure(Map.of("threads", 2 - swap % 2));
            }
            for (Future<?> caller : callers) {
                caller.get();
            }
        }
        int all = outcomes.values().stream().mapToInt(AtomicInteger::get).sum();
        assertEquals(THREADS * CALLS, all);
        for (Outcome outcome : List.of(Outcome.GOLDEN, Outcome.TIMEOUT, Outcome.CANCELLED)) {
            assertTrue(outcomes.get(outcome).get() > 0, outcomes.toString());
        }
        assertTrue(generations.size() > 1, generations.toString());
        Waiting.until(() -> test.segmenter.engineLeases() == 1);
        Waiting.until(() -> test.segmenter.blocksOnLoan() == 0);
        assertEquals(0, test.segmenter.asyncPending());
        assertEquals(0, test.segmenter.callsWaiting());
        test.close();
        assertEquals(0, test.segmenter.blocksOnLoan());
        assertEquals(List.of(), ourThreads());
        assertEquals(List.of(), test.warnings);
        assertEquals(List.of(), test.errors);
    }

    private int golden() {
        return outcomes.get(Outcome.GOLDEN).get();
    }

    private static List<String> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("vitral-model") || name.startsWith("vitral-live"))
                .toList();
    }

    private void work(ConfiguredSegmenter segmenter, Random random) throws Exception {
        try (SegmentationSession video =
                segmenter.open(SessionOptions.video().withSmoothing(0.9))) {
            for (int i = 0; i < CALLS; i++) {
                SegmentationOptions options =
                        random.nextInt(3) == 0
                                ? SegmentationOptions.DEFAULT.withTimeLimit(
                                        Duration.ofMillis(1 + random.nextInt(100)))
                                : SegmentationOptions.DEFAULT;
                if (random.nextInt(8) == 0) {
                    Thread.currentThread().interrupt();
                }
                Outcome outcome =
                        switch (random.nextInt(4)) {
                            case 0 -> waiting(() -> segmenter.segment(image, options));
                            case 1 -> {
                                int at = i;
                                yield waiting(() -> video.segmentForVideo(image, at, options));
                            }
                            case 2 -> future(segmenter.segmentAsync(image, options), -1);
                            default ->
                                    future(
                                            segmenter.segmentAsync(image, options),
                                            random.nextInt(30));
                        };
                outcomes.get(outcome).incrementAndGet();
                Thread.interrupted();
            }
        }
    }

    @FunctionalInterface
    private interface Segmenting {
        Segmentation segment() throws SegmentationException;
    }

    private Outcome waiting(Segmenting call) throws SegmentationException {
        try (Segmentation seen = call.segment()) {
            return checked(seen);
        } catch (SegmentationTimeoutException over) {
            return Outcome.TIMEOUT;
        } catch (SegmentationInterruptedException interrupted) {
            assertTrue(Thread.currentThread().isInterrupted());
            return Outcome.INTERRUPTED;
        }
    }

    /** A call that is cancelled after some milliseconds; not at all if that is negative. */
    private Outcome future(CompletableFuture<Segmentation> future, int cancelledAfter)
            throws Exception {
        Thread.interrupted();
        if (cancelledAfter >= 0) {
            try {
                future.get(cancelledAfter, TimeUnit.MILLISECONDS);
            } catch (TimeoutException now) {
                future.cancel(true);
            } catch (ExecutionException ended) {
                // Looked at below.
            }
        }
        try (Segmentation seen = future.get()) {
            return checked(seen);
        } catch (CancellationException cancelled) {
            return Outcome.CANCELLED;
        } catch (ExecutionException ended) {
            if (ended.getCause() instanceof SegmenterBusyException) {
                return Outcome.BUSY;
            }
            assertInstanceOf(SegmentationTimeoutException.class, ended.getCause());
            return Outcome.TIMEOUT;
        }
    }

    private Outcome checked(Segmentation seen) {
        assertEquals(0, golden.differences(seen.categoryMask()));
        generations.merge(seen.generation(), 1, Integer::sum);
        return Outcome.GOLDEN;
    }

    /** A live stream beside them, faster than anybody could be. */
    private void stream(ConfiguredSegmenter segmenter) {
        List<String> wrong = new ArrayList<>();
        LiveStreamListener listener =
                new LiveStreamListener() {
                    private long last = -1;

                    @Override
                    public void onResult(Segmentation seen, Image frame, long timestamp) {
                        if (timestamp <= last) {
                            wrong.add(timestamp + " after " + last);
                        }
                        last = timestamp;
                        checked(seen);
                    }

                    @Override
                    public void onError(SegmentationException failure, long timestamp) {
                        wrong.add(timestamp + ": " + failure);
                    }
                };
        SegmentationSession session =
                segmenter.open(SessionOptions.liveStream(listener).withSmoothing(0.9));
        for (int i = 0; i < 3_000; i++) {
            // A view of the same pixels: closing it ends this view alone.
            session.segmentAsync(
                    Image.of(
                            image.pixels(),
                            image.width(),
                            image.height(),
                            image.rowStride(),
                            image.format(),
                            image.orientation()),
                    i);
            if (i % 10 == 0) {
                Thread.yield();
            }
        }
        session.close();
        SessionCounts counts = session.counts();
        assertEquals(List.of(), wrong);
        assertEquals(3_000, counts.accepted());
        assertEquals(3_000, counts.delivered() + counts.dropped());
        assertTrue(counts.delivered() > 0 && counts.dropped() > 0, counts.toString());
    }
}
