// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationInterruptedException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.SegmentationTimeoutException;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** How a call ends before the model does, and what becomes of the model's run. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EngineCallsTest {

    private static final Region WHOLE = new Region(0, 0, Starter.SIZE, Starter.SIZE);

    private final MemoryPool pool = new MemoryPool();
    private final ModelThreads threads = new ModelThreads();
    private final Hold hold = new Hold();
    private Image image;

    @BeforeEach
    void open() {
        image = Starter.photograph("horse_rider_257.jpg");
    }

    @AfterEach
    void nothingIsLeft() {
        hold.letAllGo();
        assertTrue(threads.close(Duration.ofMinutes(1)));
        assertEquals(0, pool.onLoan());
        pool.close();
    }

    @Test
    void aCallWithATimeLimitGivesTheGoldenMask() throws Exception {
        Engine engine = factory().make(new EngineRequest("deeplabv3", "cpu", 1), List.of(), 1);
        try (ModelSegmentation seen = segment(engine, limited(Duration.ofHours(1)))) {
            assertEquals(0, new Golden().differences(seen.categoryMask()));
            assertTrue(seen.timings().invoke().isPositive());
        }
        assertEquals(1, engine.leases());
        engine.retire();
    }

    @Test
    void theCallEndsAtItsLimitAndTheRunGivesEverythingBackWhenItEnds() throws Exception {
        Engine engine = engine(TestDelegates.held(hold));
        warmUp(engine);
        SegmentationTimeoutException over =
                assertThrows(
                        SegmentationTimeoutException.class,
                        () -> segment(engine, limited(Duration.ofSeconds(1))));
        assertEquals(Duration.ofSeconds(1), over.limit());
        assertTrue(over.inModel().isPositive(), over.getMessage());
        // The native call is still inside: the engine cannot close, and others wait.
        assertEquals(2, hold.entered());
        assertEquals(2, engine.leases());
        SegmentationTimeoutException next =
                assertThrows(
                        SegmentationTimeoutException.class,
                        () -> segment(engine, limited(Duration.ofMillis(300))));
        assertTrue(next.waitingForTurn().isPositive(), next.getMessage());
        engine.retire();
        assertEquals(1, engine.leases());
        assertEquals(1, pool.onLoan());
        hold.letAllGo();
        Waiting.until(() -> engine.leases() == 0 && pool.onLoan() == 0);
    }

    @Test
    void theNextCallHasItsTurnWhenTheAbandonedRunHasEnded() throws Exception {
        Engine engine = engine(TestDelegates.held(hold));
        abandonOne(engine);
        FutureTask<String> next =
                new FutureTask<>(
                        () -> {
                            try (ModelSegmentation seen = engine.segment(image, WHOLE, pool)) {
                                return seen.delegate();
                            }
                        });
        Thread.ofPlatform().start(next);
        hold.letOneGo();
        hold.awaitOne();
        hold.letOneGo();
        assertEquals("held", next.get());
        assertEquals(2, hold.entered());
        engine.retire();
    }

    /** The delegate has the first node and the last one; what is between is not run any more. */
    @Test
    void anAbandonedRunIsStoppedBetweenTheNodesOfTheModel() throws Exception {
        Engine engine = engine(TestDelegates.heldAtBothEnds(hold));
        abandonOne(engine);
        hold.letAllGo();
        Waiting.until(() -> engine.leases() == 1);
        assertEquals(1, hold.entered());
        // And what was cancelled is not cancelled for the next one.
        try (ModelSegmentation seen = engine.segment(image, WHOLE, pool)) {
            assertEquals(3, hold.entered());
        }
        engine.retire();
    }

    @Test
    void aStoppedCallLeavesTheModel() throws Exception {
        Engine engine = engine(TestDelegates.held(hold));
        SegmentationException ended = abandonOne(engine);
        assertSame(SegmentationException.class, ended.getClass());
        assertEquals("Enough", ended.getMessage());
        engine.retire();
        assertTrue(engine.leases() > 0);
        hold.letAllGo();
        Waiting.until(() -> engine.leases() == 0);
    }

    @Test
    void anInterruptedThreadWaitsNoLongerForAModelOnAnotherThread() throws Exception {
        Engine engine = engine(TestDelegates.held(hold));
        FutureTask<Boolean> flag =
                new FutureTask<>(
                        () -> {
                            SegmentationInterruptedException ended =
                                    assertThrows(
                                            SegmentationInterruptedException.class,
                                            () -> segment(engine, limited(Duration.ofHours(1))));
                            assertEquals(
                                    "The call was interrupted while it waited for the model",
                                    ended.getMessage());
                            return Thread.currentThread().isInterrupted();
                        });
        Thread thread = Thread.ofPlatform().start(flag);
        hold.awaitOne();
        thread.interrupt();
        assertTrue(flag.get());
        engine.retire();
        hold.letAllGo();
        Waiting.until(() -> engine.leases() == 0);
    }

    @Test
    void aRunOnTheCallersOwnThreadGoesOnAndKeepsTheInterruptFlag() throws Exception {
        Engine engine = engine(TestDelegates.held(hold));
        FutureTask<Boolean> flag =
                new FutureTask<>(
                        () -> {
                            try (ModelSegmentation seen = engine.segment(image, WHOLE, pool)) {
                                return Thread.currentThread().isInterrupted();
                            }
                        });
        Thread thread = Thread.ofPlatform().start(flag);
        hold.awaitOne();
        thread.interrupt();
        hold.letOneGo();
        assertTrue(flag.get());
        engine.retire();
    }

    @Test
    void aModelThatFailsOnAnotherThreadFailsTheCall() throws Exception {
        Engine engine = engine(TestDelegates.running("held", 0, () -> 1));
        SegmentationException failure =
                assertThrows(
                        SegmentationException.class,
                        () -> segment(engine, limited(Duration.ofHours(1))));
        assertTrue(
                failure.getMessage().startsWith("The model deeplabv3 failed on this image: "),
                failure.getMessage());
        assertFalse(failure instanceof SegmentationTimeoutException);
        assertEquals(1, engine.leases());
        engine.retire();
    }

    @Test
    void afterTheThreadsAreClosedACallWithALimitFailsAndNothingIsLost() throws Exception {
        Engine engine = factory().make(new EngineRequest("deeplabv3", "cpu", 1), List.of(), 1);
        threads.close(Duration.ofMinutes(1));
        SegmentationException removed =
                assertThrows(
                        SegmentationException.class,
                        () -> segment(engine, limited(Duration.ofHours(1))));
        assertEquals("This segmenter was removed", removed.getMessage());
        assertEquals(1, engine.leases());
        try (ModelSegmentation seen = engine.segment(image, WHOLE, pool)) {
            assertEquals("cpu", seen.delegate());
        }
        engine.retire();
    }

    private ModelSegmentation segment(Engine engine, Call call) throws SegmentationException {
        return engine.segment(
                image, WHOLE, engine.plan(OutputOptions.DEFAULT), pool, call, threads);
    }

    /** A call that is stopped while it is in the model, where its run stays; what it threw. */
    private SegmentationException abandonOne(Engine engine) throws Exception {
        Call call = Call.cancellable(SegmentationOptions.DEFAULT);
        FutureTask<ModelSegmentation> work = new FutureTask<>(() -> segment(engine, call));
        Thread.ofPlatform().start(work);
        hold.awaitOne();
        call.stop("Enough");
        ExecutionException ended = assertThrows(ExecutionException.class, work::get);
        return (SegmentationException) ended.getCause();
    }

    /** So that a limit after it is not used up by a JVM that is cold. */
    private void warmUp(Engine engine) throws SegmentationException {
        hold.letOneGo();
        engine.segment(image, WHOLE, pool).close();
    }

    private static Call limited(Duration limit) {
        return Call.of(SegmentationOptions.DEFAULT.withTimeLimit(limit));
    }

    private static Engine engine(DelegateCandidate delegate) throws SegmentationException {
        return factory().make(new EngineRequest("deeplabv3", "held", 1), List.of(delegate), 1);
    }

    private static EngineFactory factory() {
        return new EngineFactory(
                new ModelShelf(Starter.model()),
                TfLiteRuntimes.shared(),
                new ChoiceMemory(Path.of("no such folder")),
                Starter.withoutRewriting());
    }
}
