// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.MemorySegment;

/**
 * The main graph of a model.
 *
 * @param library the library that it belongs to
 * @param interpreter the {@code TfLiteInterpreter*}
 */
record ModelCalls(NativeLibrary library, MemorySegment interpreter) implements GraphCalls {

    @Override
    public String subject() {
        return "the model";
    }

    @Override
    public int inputCount() {
        return library.interpreters().inputCount(interpreter);
    }

    @Override
    public int outputCount() {
        return library.interpreters().outputCount(interpreter);
    }

    @Override
    public MemorySegment input(int place) {
        return library.interpreters().inputTensor(interpreter, place);
    }

    @Override
    public MemorySegment output(int place) {
        return library.interpreters().outputTensor(interpreter, place);
    }

    @Override
    public String inputName(int place) {
        return library.tensors().name(input(place));
    }

    @Override
    public String outputName(int place) {
        return library.tensors().name(output(place));
    }

    @Override
    public int inputIndex(int place) {
        return library.interpreters().inputTensorIndex(interpreter, place);
    }

    @Override
    public int outputIndex(int place) {
        return library.interpreters().outputTensorIndex(interpreter, place);
    }

    @Override
    public int resizeInput(int place, int[] shape) {
        return library.interpreters().resizeInput(interpreter, place, shape);
    }

    @Override
    public int allocateTensors() {
        return library.interpreters().allocateTensors(interpreter);
    }

    @Override
    public int invoke() {
        return library.interpreters().invoke(interpreter);
    }

    @Override
    public GraphCalls over(MemorySegment other, Resources owner) {
        return new ModelCalls(library, other);
    }
}
