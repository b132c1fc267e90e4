// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.tensorflow.lite;

import java.util.Map;
import org.vitral.tflite.internal.FfmInterpreter;

/**
 * What {@link Interpreter} has in common with every {@link InterpreterApi}. The official artifact
 * has a class of this name in this place.
 */
class InterpreterImpl implements InterpreterApi {

    final FfmInterpreter interpreter;

    /** The part of {@link Interpreter.Options} that is read here. */
    static class Options extends InterpreterApi.Options {

        boolean allowBufferHandleOutput;

        Options() {}

        Options(InterpreterApi.Options options) {
            super(options);
            if (options instanceof Options others) {
                allowBufferHandleOutput = others.allowBufferHandleOutput;
            }
        }
    }

    /** Owns the interpreter. */
    InterpreterImpl(FfmInterpreter interpreter, Options options) {
        this.interpreter = interpreter;
        if (options != null && options.allowBufferHandleOutput) {
            interpreter.allowBufferHandleOutput(true);
        }
    }

    @Override
    public void run(Object input, Object output) {
        interpreter.run(input, output);
    }

    @Override
    public void runForMultipleInputsOutputs(Object[] inputs, Map<Integer, Object> outputs) {
        interpreter.runForMultipleInputsOutputs(inputs, outputs);
    }

    @Override
    public void allocateTensors() {
        interpreter.allocateTensors();
    }

    @Override
    public void resizeInput(int idx, int[] dims) {
        interpreter.resizeInput(idx, dims);
    }

    @Override
    public void resizeInput(int idx, int[] dims, boolean strict) {
        interpreter.resizeInput(idx, dims, strict);
    }

    @Override
    public int getInputTensorCount() {
        return interpreter.getInputTensorCount();
    }

    @Override
    public int getInputIndex(String opName) {
        return interpreter.getInputIndex(opName);
    }

    @Override
    public Tensor getInputTensor(int inputIndex) {
        return interpreter.getInputTensor(inputIndex);
    }

    @Override
    public int getOutputTensorCount() {
        return interpreter.getOutputTensorCount();
    }

    @Override
    public int getOutputIndex(String opName) {
        return interpreter.getOutputIndex(opName);
    }

    @Override
    public Tensor getOutputTensor(int outputIndex) {
        return interpreter.getOutputTensor(outputIndex);
    }

    @Override
    public Long getLastNativeInferenceDurationNanoseconds() {
        return interpreter.getLastNativeInferenceDurationNanoseconds();
    }

    @Override
    public void close() {
        interpreter.close();
    }
}
