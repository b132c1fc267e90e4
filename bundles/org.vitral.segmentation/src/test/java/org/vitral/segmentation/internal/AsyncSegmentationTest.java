// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.model.Model;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationInterruptedException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.SegmentationTimeoutException;
import org.vitral.segmentation.SegmenterBusyException;

/** Calls that nobody waits for, their end from outside, and the waits for an engine. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AsyncSegmentationTest {

    private final Hold hold = new Hold();
    private Image image;

    @BeforeEach
    void open() {
        image = Starter.photograph("horse_rider_257.jpg");
    }

    @AfterEach
    void letGo() {
        hold.letAllGo();
    }

    @Test
    void theFutureHasTheGoldenMask() throws Exception {
        try (SegmenterRig test = SegmenterRig.onCpu();
                Segmentation seen = test.segmenter.segmentAsync(image).get()) {
            assertEquals(0, new Golden().differences(seen.categoryMask()));
        }
    }

    @Test
    void aRegionOutsideOfTheImageIsRefusedAtOnce() {
        try (SegmenterRig test = SegmenterRig.onCpu()) {
            SegmentationOptions outside =
                    SegmentationOptions.DEFAULT.withRegion(new Region(200, 0, 100, 100));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> test.segmenter.segmentAsync(image, outside));
        }
    }

    @Test
    void aCallIsCancelledInTheModelAndGivesEverythingBack() throws Exception {
        try (SegmenterRig test = SegmenterRig.held(hold, Map.of())) {
            CompletableFuture<Segmentation> future = test.segmenter.segmentAsync(image);
            hold.awaitOne();
            assertTrue(future.cancel(false));
            assertThrows(CancellationException.class, future::get);
            image.close();
            assertEquals(0, test.segmenter.asyncPending());
            assertEquals(1, test.segmenter.blocksOnLoan());
            hold.letOneGo();
            Waiting.until(() -> test.segmenter.blocksOnLoan() == 0);
        }
    }

    @Test
    void aCallThatWaitsLeavesItsPlaceWhenItIsCancelled() throws Exception {
        try (SegmenterRig test = SegmenterRig.held(hold, Map.of())) {
            CompletableFuture<Segmentation> first = test.segmenter.segmentAsync(image);
            hold.awaitOne();
            CompletableFuture<Segmentation> second = test.segmenter.segmentAsync(image);
            Waiting.until(() -> test.segmenter.callsWaiting() == 1);
            assertTrue(second.cancel(true));
            Waiting.until(() -> test.segmenter.callsWaiting() == 0);
            hold.letOneGo();
            first.get().close();
            assertEquals(1, hold.entered());
            assertEquals(0, test.segmenter.blocksOnLoan());
        }
    }

    @Test
    void whoeverElseCompletesTheFutureCancelsTheCall() throws Exception {
        try (SegmenterRig test = SegmenterRig.held(hold, Map.of())) {
            CompletableFuture<Segmentation> future = test.segmenter.segmentAsync(image);
            hold.awaitOne();
            future.orTimeout(1, TimeUnit.MILLISECONDS);
            ExecutionException over = assertThrows(ExecutionException.class, future::get);
            assertInstanceOf(TimeoutException.class, over.getCause());
            hold.letOneGo();
            Waiting.until(() -> test.segmenter.blocksOnLoan() == 0);

            CompletableFuture<Segmentation> other = test.segmenter.segmentAsync(image);
            hold.awaitOne();
            assertTrue(other.complete(null));
            hold.letOneGo();
            Waiting.until(() -> test.segmenter.blocksOnLoan() == 0);
        }
    }

    @Test
    void theTimeLimitCountsFromTheCall() throws Exception {
        try (SegmenterRig test = SegmenterRig.held(hold, Map.of())) {
            CompletableFuture<Segmentation> first = test.segmenter.segmentAsync(image);
            hold.awaitOne();
            SegmentationOptions soon =
                    SegmentationOptions.DEFAULT.withTimeLimit(Duration.ofMillis(300));
            ExecutionException over =
                    assertThrows(
                            ExecutionException.class,
                            () -> test.segmenter.segmentAsync(image, soon).get());
            SegmentationTimeoutException limit =
                    assertInstanceOf(SegmentationTimeoutException.class, over.getCause());
            assertTrue(limit.waitingForTurn().isPositive(), limit.getMessage());
            hold.letOneGo();
            first.get().close();
        }
    }

    @Test
    void oneCallMoreThanTheLimitIsRefusedAndAnotherOneWhenThereIsRoom() throws Exception {
        try (SegmenterRig test = SegmenterRig.held(hold, Map.of("async_limit", 2))) {
            CompletableFuture<Segmentation> first = test.segmenter.segmentAsync(image);
            hold.awaitOne();
            CompletableFuture<Segmentation> second = test.segmenter.segmentAsync(image);
            ExecutionException busy =
                    assertThrows(
                            ExecutionException.class,
                            () -> test.segmenter.segmentAsync(image).get());
            assertInstanceOf(SegmenterBusyException.class, busy.getCause());
            assertEquals(
                    "This segmenter has 2 asynchronous calls, as many as it takes (async.limit)",
                    busy.getCause().getMessage());
            second.cancel(true);
            CompletableFuture<Segmentation> third = test.segmenter.segmentAsync(image);
            hold.letAllGo();
            first.get().close();
            third.get().close();
        }
    }

    @Test
    void whatDependsOnAResultMayMakeTheNextCallUnderALimitOfOne() throws Exception {
        try (SegmenterRig test = SegmenterRig.held(hold, Map.of("async_limit", 1))) {
            hold.letAllGo();
            CompletableFuture<Segmentation> chain = test.segmenter.segmentAsync(image);
            for (int i = 0; i < 50; i++) {
                chain =
                        chain.thenCompose(
                                seen -> {
                                    seen.close();
                                    return test.segmenter.segmentAsync(image);
                                });
            }
            chain.get().close();
            assertEquals(51, hold.entered());
        }
    }

    @Test
    void aLimitBelowOneIsOneAndIsLogged() throws Exception {
        try (SegmenterRig test = SegmenterRig.held(hold, Map.of("async_limit", 0))) {
            hold.letAllGo();
            test.segmenter.segmentAsync(image).get().close();
            assertEquals(
                    List.of("[async.limit is at least 1, not {}; it is 1 now, 0]"), test.warnings);
        }
    }

    @Test
    void removingTheSegmenterEndsEveryCallAndEveryThread() throws Exception {
        SegmenterRig test = SegmenterRig.held(hold, Map.of());
        List<CompletableFuture<Segmentation>> futures = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            futures.add(test.segmenter.segmentAsync(image));
        }
        hold.awaitOne();
        FutureTask<Void> removal =
                new FutureTask<>(
                        () -> {
                            test.close();
                            return null;
                        });
        Thread.ofPlatform().start(removal);
        for (CompletableFuture<Segmentation> future : futures) {
            ExecutionException ended = assertThrows(ExecutionException.class, future::get);
            assertEquals("This segmenter was removed", ended.getCause().getMessage());
        }
        // The native call is inside: nothing is closed before it has ended.
        assertFalse(removal.isDone());
        hold.letAllGo();
        removal.get();
        assertEquals(0, test.segmenter.blocksOnLoan());
        ExecutionException late =
                assertThrows(
                        ExecutionException.class, () -> test.segmenter.segmentAsync(image).get());
        assertEquals("This segmenter was removed", late.getCause().getMessage());
    }

    @Test
    void theWaitForAnEngineIsPartOfTheTimeAndCanBeInterrupted() throws Exception {
        SlowModel model = new SlowModel(Starter.model(), new CountDownLatch(1));
        try (SegmenterRig test =
                new SegmenterRig(
                        new ModelShelf(model),
                        Map.of("delegate", "cpu", "gate", "off", "rewriting", "none"))) {
            SegmentationOptions soon =
                    SegmentationOptions.DEFAULT.withTimeLimit(Duration.ofMillis(300));
            SegmentationTimeoutException over =
                    assertThrows(
                            SegmentationTimeoutException.class,
                            () -> test.segmenter.segment(image, soon));
            assertTrue(over.waitingForEngine().isPositive(), over.getMessage());
            assertEquals(Duration.ZERO, over.waitingForTurn());

            Thread.currentThread().interrupt();
            SegmentationInterruptedException interrupted =
                    assertThrows(
                            SegmentationInterruptedException.class,
                            () -> test.segmenter.segment(image));
            assertTrue(Thread.interrupted());
            assertEquals(
                    "The call was interrupted while it waited for an engine",
                    interrupted.getMessage());

            CompletableFuture<Segmentation> cancelled = test.segmenter.segmentAsync(image);
            cancelled.cancel(true);
            CompletableFuture<Segmentation> patient = test.segmenter.segmentAsync(image);
            model.loading().countDown();
            try (Segmentation seen = patient.get()) {
                assertEquals(1, seen.generation());
            }
        }
    }

    @Test
    void aCallWaitsForTheEngineAndEndsWithTheSegmenter() throws Exception {
        SlowModel model = new SlowModel(Starter.model(), new CountDownLatch(1));
        SegmenterRig test =
                new SegmenterRig(
                        new ModelShelf(model),
                        Map.of("delegate", "cpu", "gate", "off", "rewriting", "none"));
        CompletableFuture<Segmentation> future = test.segmenter.segmentAsync(image);
        FutureTask<Void> removal =
                new FutureTask<>(
                        () -> {
                            test.close();
                            return null;
                        });
        Thread.ofPlatform().start(removal);
        ExecutionException ended = assertThrows(ExecutionException.class, future::get);
        assertInstanceOf(SegmentationException.class, ended.getCause());
        assertEquals("This segmenter was removed", ended.getCause().getMessage());
        model.loading().countDown();
        removal.get();
    }

    /** A model whose file takes its time. */
    private record SlowModel(Model model, CountDownLatch loading) implements Model {

        @Override
        public ModelDescription description() {
            return model.description();
        }

        @Override
        public String origin() {
            return model.origin();
        }

        @Override
        public ModelContent open() throws org.vitral.model.ModelException {
            try {
                loading.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return model.open();
        }
    }
}
