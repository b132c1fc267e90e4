// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.InterpreterApi.Options.TfLiteRuntime;
import org.tensorflow.lite.acceleration.ValidatedAccelerationConfig;
import org.tensorflow.lite.nnapi.NnApiDelegate;
import org.vitral.tflite.runtime.PlainKernels;

/** What an interpreter does with its options. */
class OptionsTest {

    private final List<String> events = new ArrayList<>();

    @Test
    void remembersWhatIsSet() {
        Delegate delegate = new PlainKernels();
        InterpreterApi.Options options =
                new InterpreterApi.Options()
                        .setNumThreads(3)
                        .setUseXNNPACK(false)
                        .setUseNNAPI(false)
                        .setCancellable(true)
                        .addDelegate(delegate)
                        .addDelegateFactory(flavor -> delegate)
                        .setRuntime(TfLiteRuntime.PREFER_SYSTEM_OVER_APPLICATION);
        InterpreterApi.Options copy = new InterpreterApi.Options(options);
        assertEquals(3, copy.getNumThreads());
        assertEquals(false, copy.getUseXNNPACK());
        assertEquals(false, copy.getUseNNAPI());
        assertTrue(copy.isCancellable());
        assertSame(delegate, copy.getDelegates().getFirst());
        assertEquals(1, copy.getDelegateFactories().size());
        assertEquals(TfLiteRuntime.PREFER_SYSTEM_OVER_APPLICATION, copy.getRuntime());
        assertRunsWith(copy);
    }

    @Test
    void aLaterChangeOfTheOptionsDoesNotMatter() {
        InterpreterApi.Options options = new InterpreterApi.Options();
        try (InterpreterApi interpreter = InterpreterApi.create(TinyModel.negate(1), options)) {
            options.setUseNNAPI(true);
            interpreter.run(new float[1], new float[1]);
        }
    }

    @Test
    void delegatesComeBeforeFactoriesEachInTheirOrder() {
        NativeLibrary library = NativeLibrary.load(NativeLog.ofJvm());
        InterpreterApi.Options options =
                new InterpreterApi.Options()
                        .addDelegateFactory(flavor -> named(library, "third"))
                        .addDelegateFactory(flavor -> named(library, "fourth"));
        try (Delegate first = named(library, "first");
                Delegate second = named(library, "second")) {
            options.addDelegate(first).addDelegate(second);
            assertRunsWith(options);
            // Those of factories belong to the interpreter, the others to whoever made them.
            assertEquals(
                    List.of(
                            "first applied",
                            "second applied",
                            "third applied",
                            "fourth applied",
                            "fourth closed",
                            "third closed"),
                    events);
        }
        library.release();
    }

    private Delegate named(NativeLibrary library, String name) {
        DefaultXnnpackDelegate xnnpack = new DefaultXnnpackDelegate(library, 1);
        return new Delegate() {
            @Override
            public long getNativeHandle() {
                events.add(name + " applied");
                return xnnpack.getNativeHandle();
            }

            @Override
            public void close() {
                events.add(name + " closed");
                xnnpack.close();
            }
        };
    }

    @Test
    void anAccelerationConfigurationChangesTheOptions() {
        ValidatedAccelerationConfig configuration =
                new ValidatedAccelerationConfig() {
                    @Override
                    public byte[] serialize() {
                        return new byte[0];
                    }

                    @Override
                    public void apply(InterpreterApi.Options options) {
                        options.addDelegateFactory(
                                flavor -> {
                                    events.add("asked for " + flavor);
                                    return new PlainKernels();
                                });
                    }
                };
        InterpreterApi.Options options =
                new InterpreterApi.Options().setAccelerationConfig(configuration);
        assertSame(configuration, options.getAccelerationConfig());
        assertRunsWith(options);
        assertEquals(List.of("asked for APPLICATION"), events);
        assertEquals(0, options.getDelegateFactories().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 1_000_000})
    void aNumberOfThreadsThatMakesNoSenseIsRefused(int threads) {
        InterpreterApi.Options options = new InterpreterApi.Options().setNumThreads(threads);
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> InterpreterApi.create(TinyModel.negate(1), options));
        assertEquals(
                "An interpreter works with at most 1,024 threads, or with -1 for the library's choice, not %,d"
                        .formatted(threads),
                refused.getMessage());
    }

    @Test
    void nnapiIsNotHere() {
        try (NnApiDelegate nnapi = new NnApiDelegate()) {
            InterpreterApi.Options options = new InterpreterApi.Options().addDelegate(nnapi);
            UnsupportedOperationException refused =
                    assertThrows(
                            UnsupportedOperationException.class,
                            () -> InterpreterApi.create(TinyModel.negate(1), options));
            assertTrue(
                    refused.getMessage().contains("leave the NnApiDelegate away"),
                    refused::getMessage);
        }
    }

    private static void assertRunsWith(InterpreterApi.Options options) {
        try (InterpreterApi interpreter = InterpreterApi.create(TinyModel.negate(2), options)) {
            float[] result = new float[2];
            interpreter.run(new float[] {1, 2}, result);
            assertArrayEquals(new float[] {-1, -2}, result);
        }
    }
}
