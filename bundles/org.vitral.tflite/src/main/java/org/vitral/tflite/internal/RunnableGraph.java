// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.util.function.Supplier;

/**
 * A part of a model that can be run, with its inputs and outputs. Called with the interpreter's
 * lock held.
 */
final class RunnableGraph {

    private final Graph graph;
    private final GraphCalls calls;
    private final TensorGroup inputs;
    private final TensorGroup outputs;

    /** Made once: a frame makes no garbage. */
    private final Supplier<Integer> invoke;

    private boolean allocated;
    private boolean dynamicOutputs;

    private RunnableGraph(FfmInterpreter interpreter, GraphCalls calls) {
        this.graph = interpreter.graph();
        this.calls = calls;
        this.invoke = calls::invoke;
        this.inputs = TensorGroup.inputs(interpreter, this);
        this.outputs = TensorGroup.outputs(interpreter, this);
    }

    /** The main graph, whose tensors have been allocated. */
    static RunnableGraph main(FfmInterpreter interpreter) {
        Graph graph = interpreter.graph();
        RunnableGraph main =
                new RunnableGraph(
                        interpreter, new ModelCalls(graph.library(), graph.interpreter()));
        main.allocated = true;
        main.dynamicOutputs = main.outputs.anyWithoutMemory();
        return main;
    }

    static RunnableGraph signature(FfmInterpreter interpreter, SignatureCalls calls) {
        return new RunnableGraph(interpreter, calls);
    }

    GraphCalls calls() {
        return calls;
    }

    TensorGroup inputs() {
        return inputs;
    }

    TensorGroup outputs() {
        return outputs;
    }

    /** Some input has another shape now, perhaps one of another part with the same tensors. */
    void forgetAllocation() {
        allocated = false;
        forgetViews();
    }

    void forgetViews() {
        inputs.forgetViews();
        outputs.forgetViews();
    }

    /**
     * Gives all tensors memory.
     *
     * @throws IllegalStateException if TensorFlow Lite cannot: why
     */
    void allocateIfNeeded() {
        if (allocated) {
            return;
        }
        FreeMemory.require(inputs.byteSize(), "The input");
        graph.shapes().require(calls, inputs.shapes());
        int status = graph.thread().call(calls::allocateTensors);
        if (status != 0) {
            throw new IllegalStateException(
                    "TensorFlow Lite cannot prepare %s for inputs of the shapes %s: %s"
                            .formatted(
                                    calls.subject(),
                                    inputs.shapesText(),
                                    graph.errors().take("status " + status)));
        }
        graph.errors().warn();
        allocated = true;
        dynamicOutputs = outputs.anyWithoutMemory();
    }

    /**
     * Changes the shape of an input, for the caller to {@link #forgetAllocation()} everywhere.
     *
     * @throws IllegalArgumentException if TensorFlow Lite refuses: why
     */
    void resizeInput(int place, int[] shape) {
        int status = graph.thread().call(() -> calls.resizeInput(place, shape));
        if (status != 0) {
            throw new IllegalArgumentException(
                    "Input %d (%s) cannot be resized to %s: %s"
                            .formatted(
                                    place,
                                    calls.inputName(place),
                                    Shapes.text(shape),
                                    graph.errors().take("status " + status)));
        }
    }

    /** A {@code TfLiteStatus}. */
    int invoke() {
        return graph.thread().call(invoke);
    }

    /** Whether the memory of outputs may move in a run. */
    boolean hasDynamicOutputs() {
        return dynamicOutputs;
    }
}
