// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.tensorflow.lite.Tensor;
import org.vitral.tflite.runtime.Delegation;
import org.vitral.tflite.runtime.NativeInterpreter;

/**
 * An interpreter over the C API. Every call takes the lock, so {@link #close()} waits for a call
 * that is under way, and a call after it is an exception.
 */
final class FfmInterpreter implements NativeInterpreter {

    private static final long NO_INFERENCE = -1;

    private final ReentrantLock lock = new ReentrantLock();
    private final Graph graph;
    private final InterpreterFunctions functions;
    private final TensorGroup inputs;
    private final TensorGroup outputs;

    /** The memory of the tensors as the user sees it; closed when it is no longer theirs. */
    private Arena views = Arena.ofShared();

    /** Made once: a frame makes no garbage. */
    private final Supplier<Integer> invoke;

    private boolean allocated = true;
    private boolean dynamicOutputs;
    private boolean closed;
    private long inferenceNanoseconds = NO_INFERENCE;

    FfmInterpreter(Graph graph) {
        this.graph = graph;
        this.functions = graph.library().interpreters();
        this.invoke = () -> functions.invoke(graph.interpreter());
        this.inputs = TensorGroup.inputs(this);
        this.outputs = TensorGroup.outputs(this);
        this.dynamicOutputs = outputs.anyWithoutMemory();
    }

    // What tensors need of their interpreter.

    Graph graph() {
        return graph;
    }

    /** The arena of the views on tensor memory. Called with the lock held. */
    Arena views() {
        return views;
    }

    /**
     * Does something that needs the interpreter open.
     *
     * @throws IllegalStateException if it is closed
     */
    <T> T whileOpen(Supplier<T> action) {
        lock.lock();
        try {
            requireOpen();
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The interpreter has been closed");
        }
    }

    // Running

    @Override
    public void run(Object input, Object output) {
        runForMultipleInputsOutputs(new Object[] {input}, Map.of(0, output));
    }

    @Override
    public void runForMultipleInputsOutputs(Object[] values, Map<Integer, Object> results) {
        if (values == null || values.length == 0) {
            throw new IllegalArgumentException("There is no input: at least one is needed");
        }
        if (results == null) {
            throw new IllegalArgumentException("The map of outputs is null");
        }
        lock.lock();
        try {
            requireOpen();
            inferenceNanoseconds = NO_INFERENCE;
            for (int i = 0; i < values.length; i++) {
                resizeTo(i, values[i]);
            }
            allocateIfNeeded();
            for (int i = 0; i < values.length; i++) {
                TensorWriter.write(values[i], inputs.get(i));
            }
            invokeOpen();
            long nanoseconds = inferenceNanoseconds;
            inferenceNanoseconds = NO_INFERENCE;
            results.forEach((index, result) -> TensorReader.read(outputs.get(index), result));
            inferenceNanoseconds = nanoseconds;
        } finally {
            lock.unlock();
        }
    }

    /** An array of another shape resizes the input, as in the official runtime. */
    private void resizeTo(int index, Object value) {
        FfmTensor tensor = inputs.get(index);
        int[] shape = JavaValues.shapeIfDifferent(value, tensor);
        if (shape != null) {
            resizeOpen(index, shape, false);
        }
    }

    @Override
    public void invoke() {
        lock.lock();
        try {
            requireOpen();
            allocateIfNeeded();
            invokeOpen();
        } finally {
            lock.unlock();
        }
    }

    private void invokeOpen() {
        inferenceNanoseconds = NO_INFERENCE;
        long start = System.nanoTime();
        int status = graph.thread().call(invoke);
        if (status != 0) {
            throw new IllegalStateException(
                    "TensorFlow Lite cannot run the model: "
                            + graph.errors().take("status " + status));
        }
        inferenceNanoseconds = System.nanoTime() - start;
        if (dynamicOutputs) {
            // Their memory may have moved.
            closeViews();
        }
    }

    @Override
    public Long getLastNativeInferenceDurationNanoseconds() {
        return whileOpen(() -> inferenceNanoseconds < 0 ? null : inferenceNanoseconds);
    }

    // Shapes and memory

    @Override
    public void allocateTensors() {
        lock.lock();
        try {
            requireOpen();
            allocateIfNeeded();
        } finally {
            lock.unlock();
        }
    }

    /** Called with the lock held. */
    void allocateIfNeeded() {
        if (allocated) {
            return;
        }
        FreeMemory.require(inputs.byteSize(), "The input");
        int status = graph.thread().call(() -> functions.allocateTensors(graph.interpreter()));
        if (status != 0) {
            throw new IllegalStateException(
                    "TensorFlow Lite cannot prepare the model for inputs of the shapes %s: %s"
                            .formatted(inputs.shapes(), graph.errors().take("status " + status)));
        }
        graph.errors().clear();
        allocated = true;
        dynamicOutputs = outputs.anyWithoutMemory();
    }

    @Override
    public void resizeInput(int index, int[] shape) {
        resizeInput(index, shape, false);
    }

    @Override
    public void resizeInput(int index, int[] shape, boolean strict) {
        lock.lock();
        try {
            requireOpen();
            resizeOpen(index, shape, strict);
        } finally {
            lock.unlock();
        }
    }

    private void resizeOpen(int index, int[] shape, boolean strict) {
        FfmTensor tensor = inputs.get(index);
        Shapes.requireResizable(tensor, shape, strict);
        closeViews();
        allocated = false;
        int status =
                graph.thread().call(() -> functions.resizeInput(graph.interpreter(), index, shape));
        if (status != 0) {
            throw new IllegalArgumentException(
                    "Input %d (%s) cannot be resized to %s: %s"
                            .formatted(
                                    index,
                                    tensor.name(),
                                    Shapes.text(shape),
                                    graph.errors().take("status " + status)));
        }
    }

    private void closeViews() {
        views.close();
        views = Arena.ofShared();
        inputs.forgetViews();
        outputs.forgetViews();
    }

    @Override
    public Optional<Delegation> delegation() {
        return whileOpen(graph::delegation);
    }

    @Override
    public MemorySegment input(int index) {
        return whileOpen(() -> inputs.get(index).memory());
    }

    @Override
    public MemorySegment output(int index) {
        return whileOpen(() -> outputs.get(index).readOnlyMemory());
    }

    // Tensors

    @Override
    public int getInputTensorCount() {
        return whileOpen(inputs::size);
    }

    @Override
    public int getInputIndex(String name) {
        return whileOpen(() -> inputs.indexOf(name));
    }

    @Override
    public Tensor getInputTensor(int index) {
        return whileOpen(() -> inputs.get(index));
    }

    @Override
    public int getOutputTensorCount() {
        return whileOpen(outputs::size);
    }

    @Override
    public int getOutputIndex(String name) {
        return whileOpen(() -> outputs.indexOf(name));
    }

    @Override
    public Tensor getOutputTensor(int index) {
        return whileOpen(() -> outputs.get(index));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                // Refused, and nothing freed, while native code of somebody else is in this memory.
                views.close();
                closed = true;
                graph.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
