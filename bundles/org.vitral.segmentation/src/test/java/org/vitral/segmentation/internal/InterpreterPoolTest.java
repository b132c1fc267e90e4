// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vitral.segmentation.EngineChange;
import org.vitral.segmentation.SegmenterStatus.State;

/** An engine of several interpreters. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class InterpreterPoolTest {

    /** Each run waits in the model until as many are there at once. */
    @Test
    void asManyImagesAreWorkedOnAtATimeAsThereAreInterpreters() throws Exception {
        CyclicBarrier all = new CyclicBarrier(3);
        DelegateCandidate meeting =
                TestDelegates.running(
                        "meeting",
                        0,
                        () -> {
                            try {
                                all.await(60, TimeUnit.SECONDS);
                                return 0;
                            } catch (Exception alone) {
                                return 1;
                            }
                        });
        try (SegmenterRig rig =
                        rig(
                                Map.of("delegate", "meeting", "gate", "off", "rewriting", "none"),
                                meeting);
                ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<byte[]>> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                calls.add(threads.submit(rig::mask));
            }
            for (Future<byte[]> call : calls) {
                call.get();
            }
        }
    }

    @Test
    void everyMaskIsTheSameWhicheverInterpreterMakesIt() throws Exception {
        try (SegmenterRig rig =
                        rig(
                                Map.of("delegate", "xnnpack", "threads", 1),
                                TestDelegates.xnnpack("xnnpack", 1));
                ExecutorService threads = Executors.newFixedThreadPool(6)) {
            byte[] golden = rig.mask();
            AtomicBoolean done = new AtomicBoolean();
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                calls.add(
                        threads.submit(
                                () -> {
                                    while (!done.get()) {
                                        assertArrayEquals(golden, rig.mask());
                                    }
                                    return null;
                                }));
            }
            for (int swap = 0; swap < 3; swap++) {
                assertEquals("", rig.segmenter.swap(EngineChange.NONE).reason());
            }
            done.set(true);
            for (Future<?> call : calls) {
                call.get();
            }
        }
    }

    @Test
    void allInterpretersCloseBeforeTheFirstDelegate() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        try (SegmenterRig rig =
                rig(
                        Map.of("delegate", "telling", "gate", "off", "rewriting", "none"),
                        TestDelegates.telling("telling", events))) {
            rig.mask();
        }
        List<String> expected = new ArrayList<>();
        expected.addAll(List.of("interpreter closed", "interpreter closed", "interpreter closed"));
        expected.addAll(List.of("delegate closed", "delegate closed", "delegate closed"));
        assertEquals(expected, events);
    }

    @Test
    void aNumberThatMakesNoSenseIsRefusedInASentence() {
        try (SegmenterRig rig =
                new SegmenterRig(
                        new ModelShelf(Starter.model()),
                        Map.of("delegate", "cpu", "interpreters", 0))) {
            while (rig.segmenter.status().state() != State.FAILED) {
                assertFalse(Thread.interrupted(), "It takes too long");
                Thread.onSpinWait();
            }
            assertEquals("interpreters is from 1 to 64, not 0", rig.segmenter.status().reason());
        }
    }

    private static SegmenterRig rig(Map<String, Object> settings, DelegateCandidate candidate) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("interpreters", 3);
        return new SegmenterRig(new ModelShelf(Starter.model()), all, List.of(candidate));
    }
}
