// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.external.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateShare;
import org.vitral.tflite.runtime.Delegation;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.RuntimeLease;
import org.vitral.tflite.runtime.TfLiteRuntime;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** A delegate in C, built by gcc, that takes the additions of the starter model. */
class ExternalDelegateTest {

    private static final String KERNEL = "AddingDelegate";
    private static final int NODES = 70;
    private static final int ADDITIONS = 10;

    @TempDir static Path folder;

    private static Path library;

    private final TfLiteRuntime runtime = TfLiteRuntimes.shared();
    private final List<String> log = new CopyOnWriteArrayList<>();

    /** Not once before all: a class that is skipped as a whole does not show in the report. */
    @BeforeEach
    void build() throws Exception {
        if (library == null) {
            library = Gcc.addingDelegate(folder);
        }
    }

    @Test
    void takesNodesOfARealModelAndGivesTheReferencesResult() throws IOException {
        try (Arena arena = Arena.ofShared();
                Delegate delegate = create();
                NativeInterpreter plain = interpreter(arena, options());
                NativeInterpreter delegated = interpreter(arena, options().addDelegate(delegate))) {
            float[] scores = StarterModel.scores(delegated);
            assertEquals(0, StarterModel.differencesFromGolden(scores));
            assertArrayEquals(StarterModel.scores(plain), scores);
            assertEquals(
                    new Delegation(NODES, List.of(new DelegateShare(KERNEL, ADDITIONS, ADDITIONS))),
                    delegated.delegation().orElseThrow());
        }
        assertEquals(List.of(), log);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_nodes=100", "dynamic_tensors=true"})
    void leavesTheRestToTheDelegateAfterIt(String option) throws IOException {
        try (Arena arena = Arena.ofShared();
                Delegate delegate = create(option);
                NativeInterpreter interpreter =
                        interpreter(arena, options().addDelegate(delegate).setUseXNNPACK(true))) {
            assertEquals(0, StarterModel.differencesFromGolden(StarterModel.scores(interpreter)));
            assertEquals(
                    new Delegation(
                            NODES,
                            List.of(
                                    new DelegateShare(KERNEL, ADDITIONS, ADDITIONS),
                                    new DelegateShare(
                                            "TfLiteXNNPackDelegate",
                                            NODES - ADDITIONS,
                                            ADDITIONS + 1))),
                    interpreter.delegation().orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_nodes=100", "dynamic_tensors=true"})
    void isAppliedAnewAfterAResize(String option) throws IOException {
        try (Arena arena = Arena.ofShared();
                Delegate delegate = create(option);
                NativeInterpreter interpreter =
                        interpreter(arena, options().addDelegate(delegate))) {
            float[] scores = StarterModel.scores(interpreter);
            interpreter.resizeInput(0, new int[] {2, 257, 257, 3});
            interpreter.allocateTensors();
            assertEquals(ADDITIONS, interpreter.delegation().orElseThrow().delegatedNodes());
            interpreter.invoke();
            interpreter.resizeInput(0, new int[] {1, 257, 257, 3});
            interpreter.allocateTensors();
            assertArrayEquals(scores, StarterModel.scores(interpreter));
            assertEquals(ADDITIONS, interpreter.delegation().orElseThrow().delegatedNodes());
        }
    }

    @Test
    void isMadeSeveralTimesWithDifferentOptionsAtOnce() throws IOException {
        try (Arena arena = Arena.ofShared();
                Delegate three = create("max_nodes=3");
                Delegate one = create("max_nodes=1");
                NativeInterpreter first = interpreter(arena, options().addDelegate(three));
                NativeInterpreter second = interpreter(arena, options().addDelegate(one))) {
            assertEquals(3, first.delegation().orElseThrow().delegatedNodes());
            assertEquals(1, second.delegation().orElseThrow().delegatedNodes());
            assertArrayEquals(StarterModel.scores(first), StarterModel.scores(second));
        }
    }

    @Test
    void getsTheThreadsOfTheEngine() throws IOException {
        try (Arena arena = Arena.ofShared();
                Delegate delegate =
                        provider("max_nodes=${threads}").create(runtime, new DelegateOptions(2));
                NativeInterpreter interpreter =
                        interpreter(arena, options().addDelegate(delegate))) {
            assertEquals(2, interpreter.delegation().orElseThrow().delegatedNodes());
        }
    }

    @Test
    void refusesInTheLibrarysOwnWords() {
        assertEquals(
                "The library %s makes no delegate with the options [max_nodes=1, colour=c0ffee]: no option is named \"colour\", which was \"c0ffee\""
                        .formatted(library),
                refusal("max_nodes=1", "colour=${model}"));
    }

    @Test
    void saysThatTheLibraryGivesNoReason() {
        String refusal = refusal("refuse_silently=1");
        assertTrue(refusal.contains("[refuse_silently=1]: it does not say why"), refusal);
    }

    @Test
    void logsWhatTheLibraryReportsLater() throws IOException {
        try (Arena arena = Arena.ofShared();
                Delegate delegate = create("fail_at_invoke=1");
                NativeInterpreter interpreter =
                        interpreter(arena, options().addDelegate(delegate))) {
            assertEquals(List.of(), log);
            IllegalArgumentException failed =
                    assertThrows(IllegalArgumentException.class, interpreter::invoke);
            assertTrue(failed.getMessage().contains(KERNEL), failed.getMessage());
            assertEquals(List.of("the adder is on fire"), log);
        }
    }

    @Test
    void cannotBeUsedOnceItIsClosed() throws IOException {
        Delegate delegate = create();
        assertNotEquals(0, delegate.getNativeHandle());
        delegate.close();
        delegate.close();
        assertEquals(0, delegate.getNativeHandle());
        try (Arena arena = Arena.ofShared()) {
            MemorySegment model = StarterModel.map(arena);
            InterpreterApi.Options options = options().addDelegate(delegate);
            IllegalArgumentException refused =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> runtime.createInterpreter(model, options));
            assertTrue(refused.getMessage().contains("closed"), refused.getMessage());
        }
    }

    @Test
    void keepsTheLibraryMappedUntilTheLastDelegateIsClosed() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/maps")), "only Linux tells what is mapped");
        assertFalse(isMapped());
        Delegate first = create();
        Delegate second = create();
        provider().probe(runtime);
        first.close();
        assertTrue(isMapped());
        second.close();
        assertFalse(isMapped());
        refusal("refuse_silently=1");
        assertFalse(isMapped());
    }

    @Test
    void holdsALeaseOfTheRuntimeUntilItIsClosed() {
        CountingRuntime counting = new CountingRuntime(runtime);
        Delegate delegate = provider().create(counting, new DelegateOptions(1));
        assertEquals(1, counting.leases.get());
        delegate.close();
        delegate.close();
        assertEquals(0, counting.leases.get());
        ExternalDelegateProvider refusing = provider("refuse_silently=1");
        assertThrows(
                IllegalStateException.class,
                () -> refusing.create(counting, new DelegateOptions(1)));
        assertEquals(0, counting.leases.get());
    }

    /** The real runtime, with a count of its leases. */
    private record CountingRuntime(TfLiteRuntime real, AtomicInteger leases)
            implements TfLiteRuntime {

        CountingRuntime(TfLiteRuntime real) {
            this(real, new AtomicInteger());
        }

        @Override
        public String version() {
            return real.version();
        }

        @Override
        public MemorySegment symbol(String name) {
            return real.symbol(name);
        }

        @Override
        public RuntimeLease lease() {
            RuntimeLease lease = real.lease();
            leases.incrementAndGet();
            return () -> {
                lease.close();
                leases.decrementAndGet();
            };
        }

        @Override
        public NativeInterpreter createInterpreter(
                MemorySegment model, InterpreterApi.Options options) {
            return real.createInterpreter(model, options);
        }
    }

    private static boolean isMapped() throws IOException {
        return Files.readString(Path.of("/proc/self/maps")).contains(library.toString());
    }

    private Delegate create(String... options) {
        return provider(options).create(runtime, new DelegateOptions(1));
    }

    private String refusal(String... options) {
        return assertThrows(
                        IllegalStateException.class,
                        () -> provider(options).create(runtime, new DelegateOptions(1, "c0ffee")))
                .getMessage();
    }

    private ExternalDelegateProvider provider(String... options) {
        return new ExternalDelegateProvider(
                "adder", library.toString(), List.of(options), log::add);
    }

    private NativeInterpreter interpreter(Arena arena, InterpreterApi.Options options)
            throws IOException {
        return runtime.createInterpreter(StarterModel.map(arena), options);
    }

    private static InterpreterApi.Options options() {
        return new InterpreterApi.Options().setUseXNNPACK(false);
    }
}
