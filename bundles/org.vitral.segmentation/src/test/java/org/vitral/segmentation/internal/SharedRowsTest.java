// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedRowsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void eachRowIsWorkedOnOnceAndByOneThreadOfANumber(int workers) {
        AtomicIntegerArray worked = new AtomicIntegerArray(1000);
        AtomicIntegerArray busy = new AtomicIntegerArray(workers);
        SharedRows shared =
                new SharedRows(
                        workers,
                        (worker, from, to) -> {
                            assertEquals(1, busy.incrementAndGet(worker));
                            for (int row = from; row < to; row++) {
                                worked.incrementAndGet(row);
                            }
                            busy.decrementAndGet(worker);
                        });
        int calls = 0;
        for (int rows : new int[] {1000, 1, 2, 3, 17, 999, 0, 1000}) {
            shared.together(rows);
            calls += rows == 0 ? 0 : 1;
        }
        assertEquals(calls, worked.get(0));
        assertEquals(2, worked.get(999));
        assertEquals(3, worked.get(998));
    }

    @Test
    void theWorkIsDoneWithTheHelpOfAnotherThread() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        SharedRows shared =
                new SharedRows(
                        2,
                        (worker, from, to) -> {
                            both.countDown();
                            await(both);
                        });
        shared.together(100);
        assertEquals(0, both.getCount());
    }

    @Test
    void whatAnyOfTheThreadsThrowsReachesTheCallerWhenNobodyIsAtWork() {
        for (int failing = 0; failing < 2; failing++) {
            int which = failing;
            CountDownLatch both = new CountDownLatch(2);
            AtomicInteger inside = new AtomicInteger();
            SharedRows shared =
                    new SharedRows(
                            2,
                            (worker, from, to) -> {
                                inside.incrementAndGet();
                                both.countDown();
                                await(both);
                                inside.decrementAndGet();
                                if (worker == which) {
                                    throw new IllegalStateException("worker " + which);
                                }
                            });
            IllegalStateException failure =
                    assertThrows(IllegalStateException.class, () -> shared.together(100));
            assertTrue(failure.getMessage().contains("worker " + which), failure.getMessage());
            assertEquals(0, inside.get());
        }
    }

    /** A pool of one thread, which is busy with the call itself. */
    @Test
    void nobodyWaitsForHelpThatDoesNotCome() throws Exception {
        AtomicInteger worked = new AtomicInteger();
        AtomicInteger helped = new AtomicInteger();
        SharedRows shared =
                new SharedRows(
                        2,
                        (worker, from, to) -> {
                            worked.addAndGet(to - from);
                            helped.addAndGet(worker);
                        });
        try (ForkJoinPool one = new ForkJoinPool(1)) {
            one.submit(
                            () -> {
                                for (int i = 0; i < 100; i++) {
                                    shared.together(10);
                                }
                            })
                    .get();
        }
        assertEquals(1000, worked.get());
        assertEquals(0, helped.get());
        shared.together(10);
        assertEquals(1010, worked.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
