// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.Delegate;
import org.vitral.delegate.xnnpack.internal.XnnpackDelegateProvider;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.internal.DelegateReason.Kind;
import org.vitral.tflite.runtime.TfLiteRuntime;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** Which delegates an engine gets, and what it says of them. */
class DelegatesOfAnEngineTest {

    private final TfLiteRuntime runtime = TfLiteRuntimes.shared();

    @TempDir private Path cache;

    /** Here, and not within a test: one that expects an exception would see the skip as one. */
    @BeforeEach
    void needsTheStarterModel() {
        Starter.model();
    }

    @Test
    void anEngineTellsWhatItsDelegateTookOfTheModel() throws Exception {
        EngineIdentity made = make("xnnpack", "error", TestDelegates.xnnpack("xnnpack", 1));
        assertEquals(List.of(took("xnnpack", 70, 1)), made.delegates());
        assertEquals(DelegateReason.ASKED_FOR, made.reason());
    }

    @Test
    void aDelegateThatTakesNothingIsVisible() throws Exception {
        EngineIdentity made =
                make(
                        "first,second",
                        "error",
                        TestDelegates.xnnpack("first", 1),
                        TestDelegates.xnnpack("second", 2));
        assertEquals(List.of(took("first", 70, 1), took("second", 0, 0)), made.delegates());
        assertEquals("first,second", made.delegate());
    }

    @Test
    void thePlainKernelsAtTheEndOfTheChainTakeTheRest() throws Exception {
        EngineIdentity made = make("xnnpack,cpu", "error", TestDelegates.xnnpack("xnnpack", 1));
        assertEquals(
                new EffectiveDelegate(
                        "cpu",
                        runtime.version(),
                        OptionalInt.of(0),
                        OptionalInt.of(70),
                        OptionalInt.empty()),
                made.delegates().getLast());
    }

    @Test
    void whatThePlainKernelsTakeAloneIsNotKnown() throws Exception {
        assertEquals(
                List.of(new EffectiveDelegate("cpu", runtime.version())),
                make("cpu", "error").delegates());
    }

    @Test
    void thereIsNoEngineWhereTheProbeOfANamedDelegateSaysNo() {
        assertEquals(
                "The delegate gpu cannot be used: There is no graphics card",
                refusal(
                        "gpu,xnnpack",
                        TestDelegates.xnnpack("xnnpack", 1),
                        TestDelegates.unavailable("gpu", 2, "There is no graphics card")));
    }

    @Test
    void thereIsNoEngineWhereAProviderThrows() {
        assertEquals(
                "The delegate gpu cannot be used: The card is busy",
                refusal(
                        "gpu",
                        TestDelegates.failing(
                                "gpu", 1, new IllegalStateException("The card is busy"))));
        assertEquals(
                "The delegate gpu cannot be used: its provider failed:"
                        + " java.lang.NullPointerException: oops",
                refusal("gpu", TestDelegates.failing("gpu", 1, new NullPointerException("oops"))));
        assertEquals(
                "The delegate gpu cannot be used: its provider made none and did not say why",
                refusal("gpu", TestDelegates.making("gpu", 1, (runtime, options) -> null)));
    }

    /** Its graph is immutable after the first one, but it may look for something to take. */
    @Test
    void aDelegateAfterOneThatTakesEverythingTakesNothing() throws Exception {
        EngineIdentity made =
                make(
                        "greedy,xnnpack",
                        "error",
                        TestDelegates.wrong("greedy", 2),
                        TestDelegates.xnnpack("xnnpack", 1));
        assertEquals(List.of(took("greedy", 70, 1), took("xnnpack", 0, 0)), made.delegates());
    }

    @Test
    void thereIsNoEngineWhereADelegateCannotBeAppliedAndTensorFlowLiteSaysWhy() {
        assertEquals(
                "The delegates xnnpack,shy cannot be used together: TensorFlow Lite cannot run this"
                        + " model with these options: Restored original execution plan after"
                        + " delegate application failure.",
                refusal(
                        "xnnpack,shy",
                        TestDelegates.shy("shy", 2),
                        TestDelegates.xnnpack("xnnpack", 1)));
    }

    @Test
    void whatIsNoChainIsRefused() {
        assertEquals(
                "The delegate xnnpack is named twice in \"xnnpack,xnnpack\"",
                refusal("xnnpack,xnnpack"));
        SegmentationException unknown =
                assertThrows(SegmentationException.class, () -> make("cpu", "ignore"));
        assertEquals(
                "on.delegate.failure is \"error\" or \"cpu\", not \"ignore\"",
                unknown.getMessage());
    }

    @Test
    void thePlainKernelsTakeOverWhereThatIsAskedFor() throws Exception {
        EngineIdentity absent = make("gpu", "cpu", TestDelegates.xnnpack("xnnpack", 1));
        assertEquals("cpu", absent.delegate());
        assertEquals(
                new DelegateReason(
                        Kind.FALLBACK,
                        "cpu instead of gpu. There is no delegate named \"gpu\" here; there are:"
                                + " xnnpack, cpu"),
                absent.reason());
        EngineIdentity failed =
                make(
                        "gpu,xnnpack",
                        "cpu",
                        TestDelegates.failing("gpu", 2, new IllegalStateException("It is busy")),
                        TestDelegates.xnnpack("xnnpack", 1));
        assertEquals("cpu", failed.delegate());
        assertEquals(
                "cpu instead of gpu,xnnpack. The delegate gpu cannot be used: It is busy",
                failed.reason().text());
    }

    @Test
    void autoTakesThePreferredOneThatCanBeAppliedAndSaysWhatFailed() throws Exception {
        EngineIdentity made =
                make(
                        "auto",
                        "error",
                        TestDelegates.unavailable("npu", 3, "No such chip"),
                        TestDelegates.failing("gpu", 2, new IllegalStateException("It is busy")),
                        TestDelegates.xnnpack("xnnpack", 1));
        assertEquals("xnnpack", made.delegate());
        assertEquals(
                new DelegateReason(
                        Kind.FALLBACK,
                        "xnnpack has the highest ranking of those that work here; not measured yet;"
                                + " npu does not work here; The delegate gpu cannot be used: It is busy"),
                made.reason());
    }

    @Test
    void autoHasNothingToChooseWhereNothingIsInstalled() throws Exception {
        EngineIdentity made = make("auto", "error");
        assertEquals("cpu", made.delegate());
        assertEquals(new DelegateReason(Kind.ONLY, "No other delegate works here"), made.reason());
    }

    @Test
    void autoTakesWhatItRemembers() throws Exception {
        List<DelegateCandidate> candidates =
                TestDelegates.inOrder(TestDelegates.xnnpack("xnnpack", 1));
        EngineRequest request = new EngineRequest("deeplabv3", "auto", 1);
        ChoiceKey key = ChoiceKey.of(request, Starter.model().description(), candidates, runtime);
        new ChoiceMemory(cache).remember(key, new RememberedChoice("cpu", "cpu 1.0 ms"));
        Engine engine = factory().make(request, candidates, 1);
        assertEquals("cpu", engine.identity().delegate());
        assertEquals(new DelegateReason(Kind.MEASURED, "cpu 1.0 ms"), engine.identity().reason());
        engine.retire();
    }

    @Test
    void theModelsHashReachesTheDelegateUnlessItIsTriedOut() throws Exception {
        List<String> tokens = new ArrayList<>();
        DelegateCandidate candidate =
                TestDelegates.making(
                        "xnnpack",
                        1,
                        (runtime, options) -> {
                            tokens.add(options.modelToken());
                            return new XnnpackDelegateProvider().create(runtime, options);
                        });
        EngineRequest request = new EngineRequest("deeplabv3", "xnnpack", 1);
        factory().make(request, List.of(candidate), 1).retire();
        factory().trial(request, candidate).retire();
        assertEquals(List.of("0".repeat(64), ""), tokens);
    }

    @Test
    void delegatesAreClosedInReverseOrder() throws Exception {
        List<String> closed = new ArrayList<>();
        List<DelegateCandidate> candidates = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            candidates.add(
                    TestDelegates.making(
                            name,
                            1,
                            (runtime, options) ->
                                    new Watched(
                                            new XnnpackDelegateProvider().create(runtime, options),
                                            () -> closed.add(name))));
        }
        EngineRequest request = new EngineRequest("deeplabv3", "one,two", 1);
        factory().make(request, candidates, 1).retire();
        assertEquals(List.of("two", "one"), closed);
        closed.clear();
        candidates.add(TestDelegates.failing("bad", 1, new IllegalStateException("no")));
        assertThrows(
                SegmentationException.class,
                () -> factory().make(request.on("one,two,bad"), candidates, 1));
        assertEquals(List.of("two", "one"), closed);
    }

    private record Watched(Delegate delegate, Runnable onClose) implements Delegate {
        @Override
        public long getNativeHandle() {
            return delegate.getNativeHandle();
        }

        @Override
        public void close() {
            onClose.run();
            delegate.close();
        }
    }

    private static EffectiveDelegate took(String name, int nodes, int partitions) {
        return new EffectiveDelegate(
                name,
                "1.2.3",
                OptionalInt.of(nodes),
                OptionalInt.of(70),
                OptionalInt.of(partitions));
    }

    private String refusal(String delegate, DelegateCandidate... candidates) {
        return assertThrows(SegmentationException.class, () -> make(delegate, "error", candidates))
                .getMessage();
    }

    private EngineIdentity make(String delegate, String onFailure, DelegateCandidate... candidates)
            throws SegmentationException {
        EngineRequest request =
                new EngineRequest(
                        "deeplabv3", delegate, 1, onFailure, AutoPolicy.DEFAULT, RuleSelection.ALL);
        Engine engine = factory().make(request, TestDelegates.inOrder(candidates), 1);
        engine.retire();
        return engine.identity();
    }

    private EngineFactory factory() {
        return new EngineFactory(
                new ModelShelf(Starter.model()),
                runtime,
                new ChoiceMemory(cache),
                Starter.withoutRewriting());
    }
}
