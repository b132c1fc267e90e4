// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vitral.segmentation.EngineChange;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SwapOutcome;
import org.vitral.segmentation.SwapOutcome.State;
import org.vitral.segmentation.SwapTrigger;

/** An engine that serves and does not prove itself is taken back. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WatchTest {

    @Test
    void anEngineThatFailsTooOftenIsTakenBack() throws Exception {
        try (SegmenterRig rig = rig(Map.of(), () -> 1)) {
            long first = rig.generation();
            swap(rig);
            for (int call = 0; call < EngineWatch.LEAST_CALLS; call++) {
                assertEquals(2, rig.segmenter.status().generation());
                assertThrows(SegmentationException.class, rig::mask);
            }
            awaitTrue(() -> rig.segmenter.history().getFirst().trigger() == SwapTrigger.WATCH);
            SwapOutcome outcome = rig.segmenter.history().getFirst();
            assertEquals(State.PUBLISHED, outcome.state());
            assertEquals("cpu", outcome.delegate());
            assertEquals(
                    "Generation 2 was taken back. 5 of its first 5 calls failed, more than 20 %",
                    outcome.reason());
            assertEquals(3, rig.generation());
            assertEquals(1, first);
        }
    }

    @Test
    void anEngineThatFailsSeldomStays() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (SegmenterRig rig = rig(Map.of(), () -> runs.incrementAndGet() == 3 ? 1 : 0)) {
            rig.generation();
            swap(rig);
            int failures = 0;
            for (int call = 0; call < 10; call++) {
                try {
                    rig.mask();
                } catch (SegmentationException failure) {
                    failures++;
                }
            }
            assertEquals(1, failures);
            assertEquals(2, rig.generation());
        }
    }

    @Test
    void anEngineThatIsMuchSlowerThanTheOneBeforeIsTakenBack() throws Exception {
        long[] fast = new long[1];
        IntSupplier slow =
                () -> {
                    long end = System.nanoTime() + 3 * fast[0];
                    while (System.nanoTime() - end < 0) {
                        Thread.onSpinWait();
                    }
                    return 0;
                };
        try (SegmenterRig rig =
                rig(Map.of("rollback_slowdown", 2.0, "delegate", "xnnpack"), slow)) {
            for (int call = 0; call < EngineWatch.LEAST_CALLS; call++) {
                long start = System.nanoTime();
                rig.mask();
                fast[0] = Math.max(fast[0], System.nanoTime() - start);
            }
            swap(rig);
            for (int call = 0; call < EngineWatch.LEAST_CALLS; call++) {
                rig.mask();
            }
            awaitTrue(() -> rig.segmenter.history().getFirst().trigger() == SwapTrigger.WATCH);
            assertEquals("xnnpack", rig.segmenter.status().delegate());
        }
    }

    @Test
    void withoutAWindowNothingIsTakenBack() throws Exception {
        try (SegmenterRig rig = rig(Map.of("rollback_window", 0L), () -> 1)) {
            rig.generation();
            swap(rig);
            for (int call = 0; call < 2 * EngineWatch.LEAST_CALLS; call++) {
                assertThrows(SegmentationException.class, rig::mask);
            }
            assertEquals(2, rig.segmenter.status().generation());
        }
    }

    private static void swap(SegmenterRig rig) {
        SwapOutcome outcome = rig.segmenter.swap(EngineChange.NONE.withDelegate("test"));
        assertEquals(State.PUBLISHED, outcome.state(), outcome.reason());
    }

    private static SegmenterRig rig(Map<String, Object> settings, IntSupplier status) {
        Map<String, Object> all =
                new HashMap<>(Map.of("delegate", "cpu", "gate", "off", "rewriting", "none"));
        all.putAll(settings);
        // Warming up is a run, too, and nobody's call.
        AtomicInteger runs = new AtomicInteger();
        return new SegmenterRig(
                new ModelShelf(Starter.model()),
                all,
                List.of(
                        TestDelegates.xnnpack("xnnpack", 1),
                        TestDelegates.running(
                                "test",
                                0,
                                () -> runs.getAndIncrement() == 0 ? 0 : status.getAsInt())));
    }

    private static void awaitTrue(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertFalse(Thread.interrupted(), "It takes too long");
            Thread.onSpinWait();
        }
    }
}
