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
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tensorflow.lite.Delegate;
import org.vitral.delegate.xnnpack.internal.XnnpackDelegateProvider;
import org.vitral.segmentation.EngineChange;
import org.vitral.segmentation.SegmenterStatus;
import org.vitral.segmentation.SwapOutcome;
import org.vitral.segmentation.SwapOutcome.State;
import org.vitral.segmentation.SwapStep;
import org.vitral.segmentation.SwapTrigger;

/** One engine takes the place of another, on the real model and library. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SwapTest {

    private static final DelegateCandidate XNNPACK = TestDelegates.xnnpack("xnnpack", 1);
    private static final EngineChange TO_XNNPACK = EngineChange.NONE.withDelegate("xnnpack");
    private static final EngineChange TO_CPU = EngineChange.NONE.withDelegate("cpu");

    @BeforeEach
    void needsTheStarterModel() {
        Starter.model();
    }

    @Test
    void aSwapSaysWhatItDidAndTheDrainFollows() throws Exception {
        try (SegmenterRig rig = rig(Map.of())) {
            assertEquals(1, rig.generation());
            SwapOutcome outcome = rig.segmenter.swap(TO_XNNPACK.withThreads(2));
            assertEquals(State.PUBLISHED, outcome.state());
            assertEquals(SwapTrigger.CALL, outcome.trigger());
            assertEquals(1, outcome.before());
            assertEquals(2, outcome.after());
            assertEquals("deeplabv3 2.0.0", outcome.model());
            assertEquals("xnnpack", outcome.delegate());
            assertEquals("model deeplabv3, delegate xnnpack, 2 threads", outcome.wanted());
            assertEquals("", outcome.reason());
            assertEquals(List.of("prepare", "warm-up", "gate", "publish"), names(outcome));
            assertTrue(outcome.gate().orElseThrow().passed());
            assertEquals(2, rig.generation());
            awaitTrue(() -> names(rig.segmenter.history().getFirst()).contains("drain"));
            assertEquals(
                    List.of(SwapTrigger.CALL, SwapTrigger.CONFIGURATION),
                    rig.segmenter.history().stream().map(SwapOutcome::trigger).toList());
        }
    }

    @Test
    void anEngineThatComputesNothingIsRefusedByTheGateAndTheOldOneGoesOn() throws Exception {
        try (SegmenterRig rig = rig(Map.of(), XNNPACK, TestDelegates.wrong("wrong", 0))) {
            byte[] before = rig.mask();
            SwapOutcome outcome = rig.segmenter.swap(EngineChange.NONE.withDelegate("wrong"));
            assertEquals(State.REFUSED, outcome.state());
            assertEquals(
                    "The gate refused it: On the synthetic picture it gives NaN or infinity.",
                    outcome.reason());
            assertEquals(outcome.reason(), rig.segmenter.status().reason());
            assertEquals(1, rig.generation());
            assertArrayEquals(before, rig.mask());
            // What was refused is not what is wanted now.
            rig.bind(TestDelegates.xnnpack("another", 5));
            assertEquals("cpu", rig.segmenter.status().delegate());
        }
    }

    /** Without rules, which such a delegate has refused with warnings of their own at first. */
    @Test
    void theGateWarnsOrIsOffWhereTheConfigurationSaysSo() {
        for (String mode : List.of("warn", "off")) {
            try (SegmenterRig rig =
                    rig(
                            Map.of("gate", mode, "rewriting", "none"),
                            XNNPACK,
                            TestDelegates.wrong("wrong", 0))) {
                SwapOutcome outcome = rig.segmenter.swap(EngineChange.NONE.withDelegate("wrong"));
                assertEquals(State.PUBLISHED, outcome.state(), mode);
                assertEquals(mode.equals("warn"), outcome.gate().isPresent());
                assertEquals(mode.equals("warn") ? 1 : 0, rig.warnings.size(), mode);
            }
        }
    }

    @Test
    void aModelThatIsNotHereIsRefusedWithItsName() throws Exception {
        try (SegmenterRig rig = rig(Map.of())) {
            assertEquals(1, rig.generation());
            SwapOutcome outcome = rig.segmenter.swap(EngineChange.NONE.withModel("unet"));
            assertEquals(State.REFUSED, outcome.state());
            assertEquals(
                    "There is no model named \"unet\" here; there are: deeplabv3",
                    outcome.reason());
            assertEquals(1, outcome.after());
        }
    }

    @Test
    void aCheckLeavesAllAsItIs() throws Exception {
        try (SegmenterRig rig = rig(Map.of(), XNNPACK, TestDelegates.wrong("wrong", 0))) {
            assertEquals(1, rig.generation());
            assertEquals(State.PASSED, rig.segmenter.check(TO_XNNPACK).state());
            assertEquals(
                    State.REFUSED,
                    rig.segmenter.check(EngineChange.NONE.withDelegate("wrong")).state());
            assertEquals(1, rig.generation());
            assertEquals("", rig.segmenter.status().reason());
        }
    }

    @Test
    void rollbackGoesBackStepByStep() throws Exception {
        try (SegmenterRig rig = rig(Map.of("threads", 1))) {
            rig.generation();
            rig.segmenter.swap(TO_XNNPACK);
            rig.segmenter.swap(EngineChange.NONE.withThreads(2));
            SwapOutcome one = rig.segmenter.rollback();
            assertEquals(State.PUBLISHED, one.state());
            assertEquals("model deeplabv3, delegate xnnpack, 1 thread", one.wanted());
            assertEquals(4, one.after());
            SwapOutcome two = rig.segmenter.rollback();
            assertEquals("cpu", two.delegate());
            SwapOutcome three = rig.segmenter.rollback();
            assertEquals(State.REFUSED, three.state());
            assertEquals("There is no engine before this one to go back to", three.reason());
            assertEquals(5, rig.generation());
            // What was gone back to is what holds when delegates come and go.
            rig.unbind(XNNPACK);
            rig.bind(XNNPACK);
            assertEquals("cpu", rig.segmenter.status().delegate());
        }
    }

    @Test
    void rollbackNeverTakesAnotherModelOfTheSameName() throws Exception {
        ModelShelf shelf = new ModelShelf(Starter.model());
        try (SegmenterRig rig = new SegmenterRig(shelf, Map.of("delegate", "cpu"))) {
            rig.generation();
            rig.segmenter.swap(EngineChange.NONE.withThreads(2));
            shelf.replace(Starter.changed(Starter.model(), "1".repeat(64)));
            SwapOutcome outcome = rig.segmenter.rollback();
            assertEquals(State.REFUSED, outcome.state());
            assertEquals(
                    "The model deeplabv3 is another one than generation 1 had", outcome.reason());
            assertEquals(2, rig.generation());
        }
    }

    @Test
    void aProviderThatNeverReturnsIsGivenUp() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        DelegateCandidate hanging =
                TestDelegates.making(
                        "hanging",
                        0,
                        (runtime, options) -> {
                            awaitUninterruptibly(never);
                            throw new IllegalStateException("Too late");
                        });
        try (SegmenterRig rig = rig(Map.of(), XNNPACK, hanging)) {
            // The first engine may take as long as it needs on a busy machine.
            rig.generation();
            rig.configure(Map.of("preparation_limit", 300L));
            SwapOutcome outcome = rig.segmenter.swap(EngineChange.NONE.withDelegate("hanging"));
            assertEquals(State.REFUSED, outcome.state());
            assertEquals(
                    "The engine was not ready within 0.3 s and is given up: model deeplabv3,"
                            + " delegate hanging, threads by processors",
                    outcome.reason());
            rig.configure(Map.of("preparation_limit", 60_000L));
            assertEquals(State.PUBLISHED, rig.segmenter.swap(TO_XNNPACK).state());
        } finally {
            never.countDown();
        }
    }

    @Test
    void aDelegateThatThrowsWhenItIsClosedCostsALineInTheLogOnly() throws Exception {
        DelegateCandidate rude =
                TestDelegates.making(
                        "rude",
                        0,
                        (runtime, options) ->
                                new Wrapped(
                                        new XnnpackDelegateProvider().create(runtime, options),
                                        () -> {
                                            throw new UnsupportedOperationException("Never");
                                        }));
        try (SegmenterRig rig = rig(Map.of(), rude)) {
            assertEquals(
                    State.PUBLISHED,
                    rig.segmenter.swap(EngineChange.NONE.withDelegate("rude")).state());
            assertEquals(State.PUBLISHED, rig.segmenter.swap(TO_CPU).state());
            awaitTrue(() -> !rig.errors.isEmpty());
            assertEquals(
                    List.of(
                            "[Generation {} closed badly: {}, 2, The delegate rude failed to close:"
                                    + " java.lang.UnsupportedOperationException: Never]"),
                    rig.errors);
            assertEquals(3, rig.generation());
        }
    }

    @Test
    void aNewerChangeOvertakesOneThatWaits() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        DelegateCandidate slow =
                TestDelegates.making(
                        "slow",
                        0,
                        (runtime, options) -> {
                            inside.countDown();
                            awaitUninterruptibly(go);
                            return new XnnpackDelegateProvider().create(runtime, options);
                        });
        try (SegmenterRig rig = rig(Map.of(), XNNPACK, slow)) {
            rig.generation();
            rig.configure(Map.of("delegate", "slow"));
            inside.await();
            rig.configure(Map.of("delegate", "xnnpack", "threads", 1));
            rig.configure(Map.of("delegate", "xnnpack", "threads", 2));
            go.countDown();
            awaitTrue(() -> rig.segmenter.history().size() == 4);
            assertEquals(2, rig.segmenter.status().threads());
            assertEquals("xnnpack", rig.segmenter.status().delegate());
            List<State> states = rig.segmenter.history().stream().map(SwapOutcome::state).toList();
            assertEquals(
                    List.of(State.PUBLISHED, State.SUPERSEDED, State.PUBLISHED, State.PUBLISHED),
                    states);
        }
    }

    @Test
    void withLittleMemoryTheOldEngineGoesFirstAndComesBackWhereTheNewOneFails() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        DelegateCandidate one = recording("one", events);
        DelegateCandidate two = recording("two", events);
        DelegateCandidate broken =
                TestDelegates.failing("broken", 0, new IllegalStateException("It is busy"));
        try (SegmenterRig rig =
                new SegmenterRig(
                        new ModelShelf(Starter.model()),
                        Map.of("delegate", "one", "policy", "resources", "rewriting", "none"),
                        List.of(one, two, broken))) {
            rig.generation();
            assertEquals(
                    State.PUBLISHED,
                    rig.segmenter.swap(EngineChange.NONE.withDelegate("two")).state());
            assertEquals(List.of("one made", "one closed", "two made"), events);
            SwapOutcome outcome = rig.segmenter.swap(EngineChange.NONE.withDelegate("broken"));
            assertEquals(State.FALLBACK, outcome.state());
            assertEquals("The delegate broken cannot be used: It is busy", outcome.reason());
            assertEquals("two", outcome.delegate());
            assertEquals(3, rig.generation());
        }
    }

    @Test
    void anEngineClosesOnceTheInterpreterBeforeTheDelegate() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        DelegateCandidate telling = TestDelegates.telling("telling", events);
        try (SegmenterRig rig =
                new SegmenterRig(
                        new ModelShelf(Starter.model()),
                        Map.of("delegate", "telling", "gate", "off", "rewriting", "none"),
                        List.of(telling))) {
            assertEquals(1, rig.generation());
            assertEquals(State.PUBLISHED, rig.segmenter.swap(TO_CPU).state());
            awaitTrue(() -> names(rig.segmenter.history().getFirst()).contains("drain"));
        }
        assertEquals(List.of("interpreter closed", "delegate closed"), events);
    }

    @Test
    void aDelegateThatIsRankedHigherLaterTakesOver() throws Exception {
        DelegateCandidate other = TestDelegates.xnnpack("other", 0);
        try (SegmenterRig rig =
                new SegmenterRig(
                        new ModelShelf(Starter.model()),
                        Map.of("delegate", "auto", "auto_budget", 0L),
                        List.of(XNNPACK, other))) {
            rig.generation();
            assertEquals("xnnpack", rig.segmenter.status().delegate());
            rig.rank(other, 7);
            awaitTrue(() -> rig.segmenter.history().getFirst().trigger() == SwapTrigger.DELEGATE);
            assertEquals("other", rig.segmenter.status().delegate());
        }
    }

    @Test
    void aConfigurationThatMakesNoSenseIsRefusedInASentence() {
        try (SegmenterRig rig = rig(Map.of("policy", "careless"))) {
            awaitTrue(() -> rig.segmenter.status().state() == SegmenterStatus.State.FAILED);
            assertEquals(
                    "policy is \"availability\" or \"resources\", not \"careless\"",
                    rig.segmenter.status().reason());
            rig.configure(Map.of("policy", "availability"));
            awaitTrue(() -> rig.segmenter.status().state() == SegmenterStatus.State.READY);
            assertEquals("", rig.segmenter.status().reason());
        }
    }

    @Test
    void everyMaskIsThatOfTheGenerationThatItNames() throws Exception {
        try (SegmenterRig rig = rig(Map.of());
                ExecutorService threads = Executors.newFixedThreadPool(3)) {
            byte[] golden = rig.mask();
            AtomicBoolean done = new AtomicBoolean();
            Callable<Integer> caller =
                    () -> {
                        int calls = 0;
                        while (!done.get()) {
                            assertArrayEquals(golden, rig.mask());
                            calls++;
                        }
                        return calls;
                    };
            List<Future<Integer>> callers =
                    List.of(threads.submit(caller), threads.submit(caller), threads.submit(caller));
            for (int swap = 0; swap < 6; swap++) {
                EngineChange change =
                        swap % 2 == 0 ? TO_XNNPACK : EngineChange.NONE.withThreads(swap);
                assertEquals(State.PUBLISHED, rig.segmenter.swap(change).state());
            }
            done.set(true);
            for (Future<Integer> calls : callers) {
                assertTrue(calls.get() > 0);
            }
        }
    }

    @Test
    void whoWasRemovedSaysSo() {
        SegmenterRig rig = rig(Map.of());
        rig.close();
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> rig.segmenter.swap(TO_CPU));
        assertEquals("This segmenter was removed", refusal.getMessage());
        assertFalse(rig.segmenter.history().isEmpty());
    }

    private static SegmenterRig rig(Map<String, Object> settings, DelegateCandidate... candidates) {
        Map<String, Object> all = new HashMap<>(Map.of("model", "deeplabv3", "delegate", "cpu"));
        all.putAll(settings);
        return new SegmenterRig(
                new ModelShelf(Starter.model()),
                all,
                candidates.length == 0 ? List.of(XNNPACK) : List.of(candidates));
    }

    private static DelegateCandidate recording(String name, List<String> events) {
        return TestDelegates.making(
                name,
                0,
                (runtime, options) -> {
                    events.add(name + " made");
                    return new Wrapped(
                            new XnnpackDelegateProvider().create(runtime, options),
                            () -> events.add(name + " closed"));
                });
    }

    private record Wrapped(Delegate real, Runnable closed) implements Delegate {
        @Override
        public long getNativeHandle() {
            return real.getNativeHandle();
        }

        @Override
        public void close() {
            real.close();
            closed.run();
        }
    }

    private static List<String> names(SwapOutcome outcome) {
        return outcome.steps().stream().map(SwapStep::name).toList();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException ignored) {
                // A provider that listens to nobody.
            }
        }
    }

    /** Waits for a condition; the test's time limit is the bound. */
    private static void awaitTrue(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertFalse(Thread.interrupted(), "It takes too long");
            Thread.onSpinWait();
        }
    }
}
