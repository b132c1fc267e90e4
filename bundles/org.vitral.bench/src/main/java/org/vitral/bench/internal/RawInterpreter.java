// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.lang.foreign.MemorySegment;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.model.ModelInput;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.TfLiteRuntime;

/** The unmodified model on one delegate: nothing of the segmenter is in it. For one thread. */
final class RawInterpreter implements AutoCloseable {

    private final Delegate delegate;
    private final NativeInterpreter interpreter;

    private RawInterpreter(Delegate delegate, NativeInterpreter interpreter) {
        this.delegate = delegate;
        this.interpreter = interpreter;
    }

    /**
     * Makes one; its tensors are allocated.
     *
     * @param model the bytes of the file
     * @throws RuntimeException if the delegate or the interpreter cannot be made: why, in a
     *     sentence
     */
    static RawInterpreter open(
            TfLiteRuntime runtime,
            DelegateProvider provider,
            MemorySegment model,
            ModelInput input,
            int threads) {
        Delegate delegate = provider.create(runtime, new DelegateOptions(threads));
        NativeInterpreter interpreter = null;
        boolean complete = false;
        try {
            interpreter =
                    runtime.createInterpreter(
                            model,
                            new InterpreterApi.Options()
                                    .setNumThreads(threads)
                                    .setUseXNNPACK(false)
                                    .addDelegate(delegate));
            if (input.resizable()) {
                interpreter.resizeInput(0, shape(input));
                interpreter.allocateTensors();
            }
            complete = true;
            return new RawInterpreter(delegate, interpreter);
        } finally {
            if (!complete) {
                if (interpreter != null) {
                    interpreter.close();
                }
                delegate.close();
            }
        }
    }

    /** What a resizable model is resized to. */
    static int[] shape(ModelInput input) {
        return new int[] {1, input.height(), input.width(), input.channels()};
    }

    NativeInterpreter interpreter() {
        return interpreter;
    }

    void invoke() {
        interpreter.invoke();
    }

    @Override
    public void close() {
        interpreter.close();
        delegate.close();
    }
}
