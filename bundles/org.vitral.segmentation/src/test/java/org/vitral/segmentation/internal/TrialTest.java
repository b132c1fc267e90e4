// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vitral.segmentation.EngineChange;
import org.vitral.segmentation.SwapOutcome;
import org.vitral.segmentation.SwapOutcome.State;
import org.vitral.segmentation.TrialStatus;

/** A second engine beside the one that serves, on the real model and library. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TrialTest {

    private static final EngineChange TO_CPU = EngineChange.NONE.withDelegate("cpu");
    private static final DelegateCandidate XNNPACK = TestDelegates.xnnpack("xnnpack", 1);

    @Test
    void aCanaryAnswersItsShareOfTheImages() throws Exception {
        try (SegmenterRig rig = rig(Map.of())) {
            rig.generation();
            SwapOutcome begun = rig.segmenter.startTrial(EngineChange.NONE.withThreads(2), 0.25);
            assertEquals(State.PASSED, begun.state());
            Map<Long, Integer> answers = new TreeMap<>();
            for (int call = 0; call < 20; call++) {
                answers.merge(rig.generation(), 1, Integer::sum);
            }
            assertEquals(Map.of(1L, 15, 2L, 5), answers);
            TrialStatus status = rig.segmenter.trial().orElseThrow();
            assertEquals(5, status.images());
            assertEquals(2, status.generation());
            assertEquals(0, status.failures());
            assertTrue(status.median().isPresent());
            assertTrue(status.servingMedian().isPresent());

            SwapOutcome promoted = rig.segmenter.promote();
            assertEquals(State.PUBLISHED, promoted.state());
            assertEquals(2, rig.generation());
            assertEquals(Optional.empty(), rig.segmenter.trial());
            assertEquals(State.PUBLISHED, rig.segmenter.rollback().state());
            assertEquals(3, rig.generation());
            assertEquals(1, rig.segmenter.status().threads());
        }
    }

    @Test
    void whereACanaryFailsTheEngineThatServesAnswersAndTheTrialEnds() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        DelegateCandidate failing =
                TestDelegates.running("failing", 0, () -> runs.getAndIncrement() == 0 ? 0 : 1);
        try (SegmenterRig rig = rig(Map.of("gate", "off", "rewriting", "none"), XNNPACK, failing)) {
            byte[] golden = rig.mask();
            rig.segmenter.startTrial(EngineChange.NONE.withDelegate("failing"), 1);
            for (int call = 0; call < 2 * EngineWatch.LEAST_CALLS; call++) {
                assertEquals(1, rig.generation());
            }
            assertArrayEquals(golden, rig.mask());
            TrialStatus status = rig.segmenter.trial().orElseThrow();
            assertEquals(EngineWatch.LEAST_CALLS, status.failures());
            assertTrue(status.ended().startsWith("It failed on 5 of 5 images, at last: "));
            assertThrows(IllegalStateException.class, () -> rig.segmenter.promote());
            assertEquals(1, rig.generation());
        }
    }

    @Test
    void aShadowSeesCopiesAndSaysHowFarItAgrees() throws Exception {
        try (SegmenterRig rig = rig(Map.of())) {
            rig.generation();
            rig.segmenter.startTrial(TO_CPU, 0);
            awaitTrue(
                    () -> {
                        assertEquals(1, generation(rig));
                        return rig.segmenter.trial().orElseThrow().images() >= 2;
                    });
            awaitTrue(() -> rig.segmenter.trial().orElseThrow().agreement().isPresent());
            TrialStatus status = rig.segmenter.trial().orElseThrow();
            assertTrue(status.isShadow());
            assertEquals(OptionalDouble.of(1), status.agreement());
            rig.segmenter.endTrial();
            assertEquals(Optional.empty(), rig.segmenter.trial());
        }
    }

    @Test
    void aTrialThatTheGateRefusesDoesNotBegin() throws Exception {
        try (SegmenterRig rig = rig(Map.of(), XNNPACK, TestDelegates.wrong("wrong", 0))) {
            rig.generation();
            SwapOutcome outcome =
                    rig.segmenter.startTrial(EngineChange.NONE.withDelegate("wrong"), 0.5);
            assertEquals(State.REFUSED, outcome.state());
            assertEquals(Optional.empty(), rig.segmenter.trial());
        }
    }

    @Test
    void aTrialEndsWhenItsDelegateLeaves() throws Exception {
        DelegateCandidate other = TestDelegates.xnnpack("other", 0);
        try (SegmenterRig rig = rig(Map.of(), XNNPACK, other)) {
            rig.generation();
            rig.segmenter.startTrial(EngineChange.NONE.withDelegate("other"), 1);
            assertEquals(2, rig.generation());
            rig.unbind(other);
            assertEquals(1, rig.generation());
        }
    }

    @Test
    void aShareIsFromNothingToAll() {
        try (SegmenterRig rig = rig(Map.of())) {
            for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> rig.segmenter.startTrial(TO_CPU, share));
            }
        }
    }

    private static long generation(SegmenterRig rig) {
        try {
            return rig.generation();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private static SegmenterRig rig(Map<String, Object> settings, DelegateCandidate... candidates) {
        Map<String, Object> all = new HashMap<>(Map.of("delegate", "xnnpack", "threads", 1));
        all.putAll(settings);
        return new SegmenterRig(
                new ModelShelf(Starter.model()),
                all,
                candidates.length == 0 ? List.of(XNNPACK) : List.of(candidates));
    }

    private static void awaitTrue(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertFalse(Thread.interrupted(), "It takes too long");
            Thread.onSpinWait();
        }
    }
}
