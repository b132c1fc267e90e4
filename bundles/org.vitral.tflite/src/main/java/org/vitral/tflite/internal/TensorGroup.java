// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.lite.Tensor;

/**
 * The inputs, or the outputs, of an interpreter, in their order. Called with the interpreter's lock
 * held.
 */
final class TensorGroup {

    private final String kind;
    private final String subject;
    private final FfmTensor[] tensors;
    private final IntFunction<String> name;

    private TensorGroup(
            String kind, GraphCalls calls, FfmTensor[] tensors, IntFunction<String> name) {
        this.kind = kind;
        this.subject = calls.subject();
        this.tensors = tensors;
        this.name = name;
    }

    static TensorGroup inputs(FfmInterpreter interpreter, RunnableGraph graph) {
        GraphCalls calls = graph.calls();
        FfmTensor[] tensors = new FfmTensor[calls.inputCount()];
        Arrays.setAll(tensors, i -> FfmTensor.input(interpreter, graph, i));
        return new TensorGroup("input", calls, tensors, calls::inputName);
    }

    static TensorGroup outputs(FfmInterpreter interpreter, RunnableGraph graph) {
        GraphCalls calls = graph.calls();
        FfmTensor[] tensors = new FfmTensor[calls.outputCount()];
        Arrays.setAll(tensors, i -> FfmTensor.output(interpreter, graph, i));
        return new TensorGroup("output", calls, tensors, calls::outputName);
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
                    "There is no %s %d: %s has %d %ss, counted from 0"
                            .formatted(kind, index, subject, tensors.length, kind));
        }
        return tensors[index];
    }

    /**
     * The place of the tensor with that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    int indexOf(String name) {
        List<String> names = names();
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "There is no %s with the name \"%s\": %s has %s"
                            .formatted(kind, name, subject, names));
        }
        return index;
    }

    /**
     * The tensor with that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    FfmTensor get(String name) {
        return tensors[indexOf(name)];
    }

    List<String> names() {
        return IntStream.range(0, tensors.length).mapToObj(name).toList();
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

    List<int[]> shapes() {
        return Arrays.stream(tensors).map(Tensor::shape).toList();
    }

    String shapesText() {
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
