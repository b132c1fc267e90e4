// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationInterruptedException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.SegmentationTimeoutException;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TurnQueueTest {

    private final TurnQueue<String> turns = new TurnQueue<>(List.of("the turn"));

    @Test
    void whoCameFirstHasTheNextTurn() throws Exception {
        String turn = turns.take(Call.unlimited());
        BlockingQueue<Integer> order = new ArrayBlockingQueue<>(3);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        String mine = takeUnchecked(Call.unlimited());
                                        order.add(number);
                                        turns.give(mine);
                                    }));
            Waiting.until(() -> turns.waiting() == number + 1);
        }
        turns.give(turn);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(0, 1, 2), List.copyOf(order));
    }

    @Test
    void aCallWithoutTimeLeavesItsPlaceAndSaysWhereTheTimeWent() throws Exception {
        String turn = turns.take(Call.unlimited());
        Call call = limited(Duration.ofMillis(300));
        SegmentationTimeoutException over =
                assertThrows(SegmentationTimeoutException.class, () -> turns.take(call));
        assertEquals(Duration.ofMillis(300), over.limit());
        assertEquals(Duration.ZERO, over.waitingForEngine());
        assertTrue(over.waitingForTurn().isPositive(), over.getMessage());
        assertTrue(
                over.waitingForTurn().plus(over.inModel()).compareTo(over.limit()) >= 0,
                over.getMessage());
        assertEquals(0, turns.waiting());
        turns.give(turn);
        assertSame(turn, turns.take(Call.unlimited()));
    }

    @Test
    void aStoppedCallLeavesItsPlaceToTheNextOne() throws Exception {
        String turn = turns.take(Call.unlimited());
        Call first = Call.unlimited();
        FutureTask<String> stopped = new FutureTask<>(() -> turns.take(first));
        Thread.ofPlatform().start(stopped);
        Waiting.until(() -> turns.waiting() == 1);
        FutureTask<String> next = new FutureTask<>(() -> turns.take(Call.unlimited()));
        Thread.ofPlatform().start(next);
        Waiting.until(() -> turns.waiting() == 2);
        first.stop("No more");
        assertEquals(
                "No more",
                assertThrows(java.util.concurrent.ExecutionException.class, stopped::get)
                        .getCause()
                        .getMessage());
        assertEquals(1, turns.waiting());
        turns.give(turn);
        assertSame(turn, next.get());
    }

    @Test
    void anInterruptedCallLeavesItsPlaceAndKeepsTheFlag() throws Exception {
        String turn = turns.take(Call.unlimited());
        FutureTask<Boolean> flag =
                new FutureTask<>(
                        () -> {
                            SegmentationInterruptedException ended =
                                    assertThrows(
                                            SegmentationInterruptedException.class,
                                            () -> turns.take(Call.unlimited()));
                            assertEquals(
                                    "The call was interrupted while it waited for its turn",
                                    ended.getMessage());
                            return Thread.currentThread().isInterrupted();
                        });
        Thread waiting = Thread.ofPlatform().start(flag);
        Waiting.until(() -> turns.waiting() == 1);
        waiting.interrupt();
        assertTrue(flag.get());
        assertEquals(0, turns.waiting());
        turns.give(turn);
    }

    @Test
    void anInterruptedThreadHasItsTurnWhereItNeedNotWait() throws Exception {
        Thread.currentThread().interrupt();
        String turn = turns.take(Call.unlimited());
        assertTrue(Thread.interrupted());
        turns.give(turn);
    }

    /** Limits, stops and interrupts at random: no thing is lost, and none is with two calls. */
    @Test
    void whateverEndsTheWaitsNothingIsLostAndNothingUsedTwice() throws Exception {
        AtomicInteger one = new AtomicInteger();
        AtomicInteger other = new AtomicInteger();
        TurnQueue<AtomicInteger> two = new TurnQueue<>(List.of(one, other));
        ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
        AtomicInteger served = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        int rounds = 3_000;
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> all = new ArrayList<>();
            for (int worker = 0; worker < 6; worker++) {
                Random random = new Random(20_261_126 + worker);
                all.add(
                        threads.submit(
                                () -> {
                                    for (int i = 0; i < rounds; i++) {
                                        Call call =
                                                random.nextBoolean()
                                                        ? Call.unlimited()
                                                        : limited(
                                                                Duration.ofNanos(
                                                                        1
                                                                                + random.nextInt(
                                                                                        50_000)));
                                        calls.add(call);
                                        if (random.nextInt(4) == 0) {
                                            Thread.currentThread().interrupt();
                                        }
                                        try {
                                            AtomicInteger mine = two.take(call);
                                            assertEquals(1, mine.incrementAndGet());
                                            Call victim = calls.poll();
                                            if (victim != null && random.nextInt(3) == 0) {
                                                victim.stop("at random");
                                            }
                                            Thread.yield();
                                            assertEquals(0, mine.decrementAndGet());
                                            two.give(mine);
                                            served.incrementAndGet();
                                        } catch (SegmentationException expected) {
                                            ended.incrementAndGet();
                                        }
                                        Thread.interrupted();
                                    }
                                }));
            }
            for (Future<?> work : all) {
                work.get();
            }
        }
        assertEquals(6 * rounds, served.get() + ended.get());
        assertTrue(served.get() > 0 && ended.get() > 0, served + " and " + ended);
        assertEquals(0, two.waiting());
        AtomicInteger first = two.take(Call.unlimited());
        AtomicInteger second = two.take(Call.unlimited());
        assertFalse(first == second);
    }

    private String takeUnchecked(Call call) {
        try {
            return turns.take(call);
        } catch (SegmentationException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Call limited(Duration limit) {
        return Call.of(SegmentationOptions.DEFAULT.withTimeLimit(limit));
    }
}
