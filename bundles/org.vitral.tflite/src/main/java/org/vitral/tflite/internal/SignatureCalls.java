// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A signature of a model.
 *
 * @param library the library that it belongs to
 * @param interpreter the {@code TfLiteInterpreter*}
 * @param runner the {@code TfLiteSignatureRunner*}
 * @param key the key of the signature
 * @param inputNames what the signature calls its inputs
 * @param outputNames what the signature calls its outputs
 */
record SignatureCalls(
        NativeLibrary library,
        MemorySegment interpreter,
        MemorySegment runner,
        String key,
        List<String> inputNames,
        List<String> outputNames)
        implements GraphCalls, AutoCloseable {

    private static final int UNKNOWN = -1;

    /** The signature with that key, which must be there. */
    static SignatureCalls of(NativeLibrary library, MemorySegment interpreter, String key) {
        SignatureFunctions functions = library.signatures();
        MemorySegment runner = functions.runner(interpreter, key);
        return new SignatureCalls(
                library,
                interpreter,
                runner,
                key,
                functions.inputNames(runner),
                functions.outputNames(runner));
    }

    @Override
    public String subject() {
        return "the signature \"%s\"".formatted(key);
    }

    @Override
    public int inputCount() {
        return inputNames.size();
    }

    @Override
    public int outputCount() {
        return outputNames.size();
    }

    @Override
    public MemorySegment input(int place) {
        return library.signatures().inputTensor(runner, inputNames.get(place));
    }

    @Override
    public MemorySegment output(int place) {
        return library.signatures().outputTensor(runner, outputNames.get(place));
    }

    @Override
    public String inputName(int place) {
        return inputNames.get(place);
    }

    @Override
    public String outputName(int place) {
        return outputNames.get(place);
    }

    @Override
    public int inputIndex(int place) {
        return indexOf(input(place));
    }

    @Override
    public int outputIndex(int place) {
        return indexOf(output(place));
    }

    /** The C API does not tell, but it gives the tensors of the main graph by their index. */
    private int indexOf(MemorySegment tensor) {
        for (int i = 0; ; i++) {
            long address = library.interpreters().tensor(interpreter, i).address();
            if (address == 0) {
                return UNKNOWN;
            }
            if (address == tensor.address()) {
                return i;
            }
        }
    }

    /**
     * {@inheritDoc} The C API resizes an input of a signature only where the model leaves its shape
     * open, and an input of the main graph always: so that way is taken where the signature is the
     * main graph's.
     */
    @Override
    public int resizeInput(int place, int[] shape) {
        long tensor = input(place).address();
        InterpreterFunctions main = library.interpreters();
        for (int i = 0; i < main.inputCount(interpreter); i++) {
            if (main.inputTensor(interpreter, i).address() == tensor) {
                return main.resizeInput(interpreter, i, shape);
            }
        }
        return library.signatures().resizeInput(runner, inputNames.get(place), shape);
    }

    @Override
    public int allocateTensors() {
        return library.signatures().allocateTensors(runner);
    }

    @Override
    public int invoke() {
        return library.signatures().invoke(runner);
    }

    @Override
    public GraphCalls over(MemorySegment other, Resources owner) {
        SignatureCalls calls = of(library, other, key);
        owner.add(calls::close);
        return calls;
    }

    /** To be called once, before the interpreter goes. */
    @Override
    public void close() {
        library.signatures().delete(runner);
    }
}
