// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.tflite.runtime.DelegateShare;
import org.vitral.tflite.runtime.Delegation;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.PlainKernels;
import org.vitral.tflite.runtime.ThreadBoundDelegate;

/** Which nodes the delegates take, and where their code runs. */
class DelegationTest {

    private static final String KERNEL = "TfLiteXNNPackDelegate";

    private final FfmTfLiteRuntime runtime = new FfmTfLiteRuntime();

    @Test
    void tellsWhatADelegateTookOfARealModel() {
        try (NativeInterpreter interpreter =
                runtime.createInterpreter(SharedData.starterModel(), plain().setUseXNNPACK(true))) {
            Delegation delegation = interpreter.delegation().orElseThrow();
            assertEquals(70, delegation.nodes());
            assertEquals(delegation.nodes(), delegation.delegatedNodes());
            assertEquals(1, delegation.shares().getFirst().partitions());
            assertEquals(KERNEL, delegation.shares().getFirst().kernel());
        }
    }

    @Test
    void tellsTheShareOfEachDelegateInOrder() {
        NativeLibrary library = NativeLibrary.load(NativeLog.ofJvm());
        try (DefaultXnnpackDelegate first = new DefaultXnnpackDelegate(library, 1);
                NativeInterpreter interpreter =
                        runtime.createInterpreter(
                                TinyModel.negate(4),
                                plain().addDelegate(first).setUseXNNPACK(true))) {
            assertEquals(
                    Optional.of(
                            new Delegation(
                                    1,
                                    List.of(
                                            new DelegateShare(KERNEL, 1, 1),
                                            new DelegateShare("", 0, 0)))),
                    interpreter.delegation());
        }
        library.release();
    }

    @Test
    void followsAResize() {
        try (NativeInterpreter interpreter =
                runtime.createInterpreter(TinyModel.negate(4), plain().setUseXNNPACK(true))) {
            interpreter.resizeInput(0, new int[] {2, 8});
            interpreter.allocateTensors();
            assertEquals(1, interpreter.delegation().orElseThrow().delegatedNodes());
            float[][] result = new float[2][8];
            interpreter.run(new float[2][8], result);
            assertEquals(1, interpreter.delegation().orElseThrow().delegatedNodes());
        }
    }

    @Test
    void isEmptyForPlainKernels() {
        try (NativeInterpreter interpreter =
                runtime.createInterpreter(
                        TinyModel.negate(4), plain().addDelegate(new PlainKernels()))) {
            assertEquals(Optional.empty(), interpreter.delegation());
            interpreter.close();
            assertThrows(IllegalStateException.class, interpreter::delegation);
        }
    }

    @Test
    void callsADelegateThatIsBoundToAThreadOnThatThread() {
        NativeLibrary library = NativeLibrary.load(NativeLog.ofJvm());
        try (BoundDelegate delegate = new BoundDelegate(library)) {
            NativeInterpreter interpreter =
                    runtime.createInterpreter(TinyModel.negate(4), plain().addDelegate(delegate));
            float[] result = new float[4];
            int before = delegate.calls;
            interpreter.run(new float[] {1, 2, 3, 4}, result);
            assertEquals(-4, result[3]);
            assertEquals(before + 1, delegate.calls);
            interpreter.close();
            assertEquals(before + 2, delegate.calls);
        }
        library.release();
    }

    @Test
    void refusesTwoDelegatesThatAreBoundToDifferentThreads() {
        NativeLibrary library = NativeLibrary.load(NativeLog.ofJvm());
        try (BoundDelegate one = new BoundDelegate(library);
                BoundDelegate other = new BoundDelegate(library)) {
            InterpreterApi.Options options = plain().addDelegate(one).addDelegate(other);
            IllegalArgumentException refused =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> runtime.createInterpreter(TinyModel.negate(4), options));
            assertTrue(refused.getMessage().contains("name 2"), refused::getMessage);
        }
        library.release();
    }

    private static InterpreterApi.Options plain() {
        return new InterpreterApi.Options().setUseXNNPACK(false);
    }

    /** XNNPACK, which would not need it, on a thread of its own. */
    private static final class BoundDelegate implements ThreadBoundDelegate {
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final DefaultXnnpackDelegate delegate;
        private volatile int calls;

        BoundDelegate(NativeLibrary library) {
            delegate = new DefaultXnnpackDelegate(library, 1);
        }

        @Override
        public Executor executor() {
            return task ->
                    thread.execute(
                            () -> {
                                calls++;
                                task.run();
                            });
        }

        @Override
        public long getNativeHandle() {
            return delegate.getNativeHandle();
        }

        @Override
        public void close() {
            thread.close();
            delegate.close();
        }
    }
}
