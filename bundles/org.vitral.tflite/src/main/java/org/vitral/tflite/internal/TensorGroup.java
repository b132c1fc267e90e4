// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.tensorflow.lite.Tensor;

/**
 * The inputs, or the outputs, of an interpreter, in their order. Called with the interpreter's lock
 * held.
 */
final class TensorGroup {

    private final String kind;
    private final FfmTensor[] tensors;

    private TensorGroup(String kind, FfmTensor[] tensors) {
        this.kind = kind;
        this.tensors = tensors;
    }

    static TensorGroup inputs(FfmInterpreter interpreter) {
        InterpreterFunctions functions = interpreter.graph().library().interpreters();
        FfmTensor[] tensors =
                new FfmTensor[functions.inputCount(interpreter.graph().interpreter())];
        Arrays.setAll(tensors, i -> new FfmTensor(interpreter, true, i));
        return new TensorGroup("input", tensors);
    }

    static TensorGroup outputs(FfmInterpreter interpreter) {
        InterpreterFunctions functions = interpreter.graph().library().interpreters();
        FfmTensor[] tensors =
                new FfmTensor[functions.outputCount(interpreter.graph().interpreter())];
        Arrays.setAll(tensors, i -> new FfmTensor(interpreter, false, i));
        return new TensorGroup("output", tensors);
    }

    int size() {
        return tensors.length;
    }

    /**
     * The tensor in that place.
     *
     * @throws IllegalArgumentException if there is none
     */
    FfmTensor get(int index) {
        if (index < 0 || index >= tensors.length) {
            throw new IllegalArgumentException(
                    "There is no %s %d: the model has %d %ss, counted from 0"
                            .formatted(kind, index, tensors.length, kind));
        }
        return tensors[index];
    }

    /**
     * The place of the tensor with that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    int indexOf(String name) {
        List<String> names = new ArrayList<>();
        for (FfmTensor tensor : tensors) {
            names.add(tensor.name());
        }
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "There is no %s with the name \"%s\": the model has %s"
                            .formatted(kind, name, names));
        }
        return index;
    }

    /** What all of them need; {@link Long#MAX_VALUE} where that is more. */
    long byteSize() {
        long bytes = 0;
        for (FfmTensor tensor : tensors) {
            bytes += tensor.byteSize();
            if (bytes < 0) {
                return Long.MAX_VALUE;
            }
        }
        return bytes;
    }

    String shapes() {
        return Arrays.stream(tensors)
                .map(Tensor::shape)
                .map(Shapes::text)
                .collect(Collectors.joining(", "));
    }

    /** Whether there is one whose shape is known only when the model has run. */
    boolean anyWithoutMemory() {
        return Arrays.stream(tensors).anyMatch(tensor -> !tensor.hasMemory());
    }

    void forgetViews() {
        for (FfmTensor tensor : tensors) {
            tensor.forgetViews();
        }
    }
}
