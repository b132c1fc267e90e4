// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.RuntimeLease;
import org.vitral.tflite.runtime.TfLiteRuntime;
import org.vitral.tflite.runtime.TfLiteRuntimes;

class XnnpackDelegateProviderTest {

    private static final String STARTER_MODEL = "models/deeplabv3.tflite";

    /** The kernels add in another order. */
    private static final float TOLERANCE = 1e-3f;

    private final XnnpackDelegateProvider provider = new XnnpackDelegateProvider();

    @Test
    void isAvailableWithTheLibraryThatWeShip() {
        assertEquals(DelegateProbe.AVAILABLE, provider.probe(TfLiteRuntimes.shared()));
    }

    @Test
    void makesADelegateForAnyNumberOfThreads() {
        for (int threads : new int[] {1, 2, 4}) {
            try (Delegate delegate = create(threads)) {
                assertNotEquals(0, delegate.getNativeHandle());
            }
        }
    }

    @Test
    void hasNoHandleOnceItIsClosed() {
        Delegate delegate = create(1);
        delegate.close();
        delegate.close();
        assertEquals(0, delegate.getNativeHandle());
    }

    @Test
    void saysWhatTheLibraryLacks() {
        TfLiteRuntime runtime = new RuntimeWithoutXnnpack();
        DelegateProbe probe = provider.probe(runtime);
        assertFalse(probe.available());
        assertTrue(probe.reason().contains(XnnpackFunctions.OPTIONS_DEFAULT), probe.reason());
        assertThrows(
                IllegalStateException.class,
                () -> provider.create(runtime, new DelegateOptions(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void givesTheScoresOfPlainKernels(int threads) {
        File model = Path.of(System.getProperty("vitral.shared", ""), STARTER_MODEL).toFile();
        assumeTrue(model.isFile(), () -> "there is no " + model);
        InterpreterApi.Options plain = new InterpreterApi.Options().setUseXNNPACK(false);
        try (Delegate delegate = create(threads)) {
            InterpreterApi.Options delegated =
                    new InterpreterApi.Options(plain).addDelegate(delegate);
            assertArrayEquals(run(model, plain), run(model, delegated), TOLERANCE);
        }
    }

    /** The model's scores, about -3 to 30, for an input of seeded noise. */
    private static float[] run(File model, InterpreterApi.Options options) {
        try (InterpreterApi interpreter = InterpreterApi.create(model, options)) {
            FloatBuffer input = FloatBuffer.allocate(interpreter.getInputTensor(0).numElements());
            Random random = new Random(1);
            while (input.hasRemaining()) {
                input.put(random.nextFloat() * 2 - 1);
            }
            FloatBuffer output = FloatBuffer.allocate(interpreter.getOutputTensor(0).numElements());
            interpreter.run(input, output);
            return output.array();
        }
    }

    private Delegate create(int threads) {
        return provider.create(TfLiteRuntimes.shared(), new DelegateOptions(threads));
    }

    /** A library that was built without it. */
    private static final class RuntimeWithoutXnnpack implements TfLiteRuntime {
        @Override
        public String version() {
            return "0.0";
        }

        @Override
        public MemorySegment symbol(String name) {
            throw new NoSuchElementException("The library exports no " + name);
        }

        @Override
        public RuntimeLease lease() {
            return () -> {};
        }

        @Override
        public NativeInterpreter createInterpreter(
                MemorySegment model, InterpreterApi.Options options) {
            throw new UnsupportedOperationException();
        }
    }
}
