// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.Tensor;

/**
 * An input or output of an interpreter. What it says is read from native memory each time, as it is
 * at that moment; after the interpreter's close each call is an {@link IllegalStateException}.
 */
final class FfmTensor implements Tensor {

    private final FfmInterpreter interpreter;
    private final RunnableGraph graph;
    private final TensorFunctions functions;
    private final boolean input;
    private final int place;

    private MemorySegment memory;
    private MemorySegment readOnlyMemory;

    private FfmTensor(FfmInterpreter interpreter, RunnableGraph graph, boolean input, int place) {
        this.interpreter = interpreter;
        this.graph = graph;
        this.functions = interpreter.graph().library().tensors();
        this.input = input;
        this.place = place;
    }

    static FfmTensor input(FfmInterpreter interpreter, RunnableGraph graph, int place) {
        return new FfmTensor(interpreter, graph, true, place);
    }

    static FfmTensor output(FfmInterpreter interpreter, RunnableGraph graph, int place) {
        return new FfmTensor(interpreter, graph, false, place);
    }

    /** The {@code TfLiteTensor*}, which may move when tensors are allocated. */
    MemorySegment handle() {
        return input ? graph.calls().input(place) : graph.calls().output(place);
    }

    @Override
    public DataType dataType() {
        return interpreter.whileOpen(() -> DataTypes.fromC(functions.type(handle())));
    }

    @Override
    public int numDimensions() {
        return shape().length;
    }

    @Override
    public int numBytes() {
        return Math.toIntExact(interpreter.whileOpen(this::byteSize));
    }

    @Override
    public int numElements() {
        return Math.toIntExact(Shapes.elements(shape()));
    }

    @Override
    public int[] shape() {
        return interpreter.whileOpen(() -> functions.shape(handle()));
    }

    @Override
    public int[] shapeSignature() {
        return interpreter.whileOpen(
                () -> {
                    int[] signature = functions.shapeSignature(handle());
                    return signature == null ? functions.shape(handle()) : signature;
                });
    }

    @Override
    public int index() {
        return interpreter.whileOpen(
                () -> input ? graph.calls().inputIndex(place) : graph.calls().outputIndex(place));
    }

    @Override
    public String name() {
        return interpreter.whileOpen(() -> functions.name(handle()));
    }

    @Override
    public QuantizationParams quantizationParams() {
        return interpreter.whileOpen(() -> functions.quantization(handle()));
    }

    @Override
    public ByteBuffer asReadOnlyBuffer() {
        return interpreter.whileOpen(
                () -> readOnlyMemory().asByteBuffer().order(ByteOrder.nativeOrder()));
    }

    // For this package, with the interpreter's lock held.

    NativeLibrary library() {
        return interpreter.graph().library();
    }

    long byteSize() {
        return functions.byteSize(handle());
    }

    /** A {@code TfLiteType}, which the official API may have no name for. */
    int type() {
        return functions.type(handle());
    }

    /** The size of one element, in bytes; 1 for types that have no fixed one. */
    int elementSize() {
        return DataTypes.elementSize(type());
    }

    boolean hasMemory() {
        MemorySegment handle = handle();
        return functions.byteSize(handle) == 0 || functions.data(handle).address() != 0;
    }

    /**
     * A view on the tensor's memory, until the interpreter is resized or closed.
     *
     * @throws IllegalStateException if it has none yet
     */
    MemorySegment memory() {
        graph.allocateIfNeeded();
        MemorySegment handle = handle();
        MemorySegment data = functions.data(handle);
        long size = functions.byteSize(handle);
        if (memory == null || memory.address() != data.address() || memory.byteSize() != size) {
            if (data.address() == 0 && size > 0) {
                throw new IllegalStateException(
                        "Tensor %s has no memory yet: its shape is known when the model has run"
                                .formatted(functions.name(handle)));
            }
            memory = data.reinterpret(size, interpreter.views(), null);
            readOnlyMemory = memory.asReadOnly();
        }
        return memory;
    }

    MemorySegment readOnlyMemory() {
        memory();
        return readOnlyMemory;
    }

    void forgetViews() {
        memory = null;
        readOnlyMemory = null;
    }
}
