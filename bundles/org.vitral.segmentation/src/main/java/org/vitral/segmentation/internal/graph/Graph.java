// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/**
 * The graph of a model, for rules to change: operators in the order in which they run, tensors, and
 * what the weights are made of. Weights are views of the model's own bytes.
 */
public final class Graph {

    private final List<OperatorCodeT> codes;
    private final List<TensorT> tensors;
    private final List<OperatorT> operators;
    private final List<ByteBuffer> buffers;
    private final int[] inputs;
    private final int[] outputs;
    private final int mask;
    private GridResize droppedResize;

    /**
     * A graph.
     *
     * @param buffers what tensors are filled with; null for nothing
     * @param mask the place of the mask among the outputs
     */
    Graph(
            List<OperatorCodeT> codes,
            List<TensorT> tensors,
            List<OperatorT> operators,
            List<ByteBuffer> buffers,
            int[] inputs,
            int[] outputs,
            int mask) {
        this.codes = new ArrayList<>(codes);
        this.tensors = new ArrayList<>(tensors);
        this.operators = new ArrayList<>(operators);
        this.buffers = new ArrayList<>(buffers);
        this.inputs = inputs.clone();
        this.outputs = outputs.clone();
        this.mask = mask;
    }

    List<OperatorCodeT> codes() {
        return codes;
    }

    List<TensorT> tensors() {
        return tensors;
    }

    List<ByteBuffer> buffers() {
        return buffers;
    }

    IntStream inputs() {
        return Arrays.stream(inputs);
    }

    IntStream outputs() {
        return Arrays.stream(outputs);
    }

    /** The operators, in the order in which they run; a rule may change the list. */
    List<OperatorT> operators() {
        return operators;
    }

    TensorT tensor(int index) {
        return tensors.get(index);
    }

    int[] shape(int tensor) {
        int[] shape = tensors.get(tensor).getShape();
        return shape == null ? new int[0] : shape;
    }

    boolean isFloat(int tensor) {
        return tensors.get(tensor).getType() == TensorType.FLOAT32;
    }

    /**
     * Whether a tensor is floats {@code [1, H, W, C]}, H, W and C known. A batch that is left open
     * is never changed from the 1 that the file has.
     */
    boolean isFloatImage(int tensor) {
        int[] shape = shape(tensor);
        return isFloat(tensor)
                && !isOpen(tensor)
                && shape.length == 4
                && shape[0] == 1
                && Arrays.stream(shape).allMatch(length -> length > 0);
    }

    private boolean isOpen(int tensor) {
        int[] signature = tensors.get(tensor).getShapeSignature();
        return signature != null && Arrays.stream(signature).skip(1).anyMatch(length -> length < 0);
    }

    /** For a person: {@code int8 [1, 33, 33, 21]}, and whether it is of an open size. */
    String describe(int tensor) {
        return "%s %s%s"
                .formatted(
                        GraphTensors.typeName(tensors.get(tensor).getType()),
                        Arrays.toString(shape(tensor)),
                        isOpen(tensor) ? " of an open size" : "");
    }

    /** What an operator does: a constant of {@link BuiltinOperator}. */
    int builtin(OperatorT operator) {
        return builtin(codes.get((int) operator.getOpcodeIndex()));
    }

    /** The one-byte field is what models were written with before there were 128 operators. */
    static int builtin(OperatorCodeT code) {
        return Math.max(code.getBuiltinCode(), code.getDeprecatedBuiltinCode());
    }

    String name(OperatorT operator) {
        return BuiltinOperator.name(builtin(operator));
    }

    /** The operator that makes a tensor; empty for an input and for a constant. */
    Optional<OperatorT> producer(int tensor) {
        return operators.stream()
                .filter(operator -> contains(operator.getOutputs(), tensor))
                .findFirst();
    }

    /** How often a tensor is read, by operators and as an output of the graph. */
    long uses(int tensor) {
        long reads =
                operators.stream()
                        .flatMapToInt(operator -> Arrays.stream(operator.getInputs()))
                        .filter(input -> input == tensor)
                        .count();
        return reads + outputs().filter(output -> output == tensor).count();
    }

    /** The operator that reads a tensor, where it is the only one and reads it once. */
    Optional<OperatorT> soleReader(int tensor) {
        return uses(tensor) != 1
                ? Optional.empty()
                : operators.stream()
                        .filter(operator -> contains(operator.getInputs(), tensor))
                        .findFirst();
    }

    private static boolean contains(int[] tensors, int tensor) {
        return Arrays.stream(tensors).anyMatch(one -> one == tensor);
    }

    /** The numbers that a tensor is filled with; empty where the graph computes it. */
    Optional<FloatBuffer> constant(int tensor) {
        ByteBuffer bytes = buffers.get((int) tensors.get(tensor).getBuffer());
        boolean computed = tensors.get(tensor).getIsVariable() || producer(tensor).isPresent();
        return bytes == null || computed
                ? Optional.empty()
                : Optional.of(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
    }

    /** Adds a tensor that an operator will compute. */
    int addTensor(String name, int... shape) {
        TensorT tensor = new TensorT();
        tensor.setName(name);
        tensor.setType(TensorType.FLOAT32);
        tensor.setShape(shape);
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    /** Adds a tensor that is filled. */
    int addConstant(String name, float[] values, int... shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        buffers.add(bytes);
        int tensor = addTensor(name, shape);
        tensors.get(tensor).setBuffer(buffers.size() - 1);
        return tensor;
    }

    /** A sum of two tensors, with the activation that follows it; not part of the graph yet. */
    OperatorT sum(int first, int second, int result, byte activation) {
        AddOptionsT options = new AddOptionsT();
        options.setFusedActivationFunction(activation);
        options.setPotScaleInt16(true);
        BuiltinOptionsUnion union = new BuiltinOptionsUnion();
        union.setType(BuiltinOptions.AddOptions);
        union.setValue(options);
        OperatorT sum = new OperatorT();
        sum.setOpcodeIndex(code(BuiltinOperator.ADD));
        sum.setBuiltinOptions(union);
        sum.setInputs(new int[] {first, second});
        sum.setOutputs(new int[] {result});
        return sum;
    }

    private int code(int builtin) {
        for (int i = 0; i < codes.size(); i++) {
            if (builtin(codes.get(i)) == builtin && codes.get(i).getVersion() == 1) {
                return i;
            }
        }
        OperatorCodeT code = new OperatorCodeT();
        code.setBuiltinCode(builtin);
        code.setDeprecatedBuiltinCode((byte) builtin);
        code.setVersion(1);
        codes.add(code);
        return codes.size() - 1;
    }

    /** The tensor that is the mask. */
    int mask() {
        return outputs[mask];
    }

    /** Makes another tensor the mask. */
    void setMask(int tensor) {
        outputs[mask] = tensor;
    }

    /** Says that whoever reads the mask has to resize it. */
    void dropResize(GridResize resize) {
        droppedResize = resize;
    }

    /** The resize that whoever reads the mask has to do; empty while the graph does all of it. */
    Optional<GridResize> droppedResize() {
        return Optional.ofNullable(droppedResize);
    }

    /** Whether an activation is none at all. */
    static boolean isNone(byte activation) {
        return activation == ActivationFunctionType.NONE;
    }

    static int bytesPerElement(byte type) {
        return switch (type) {
            case TensorType.INT8, TensorType.UINT8, TensorType.BOOL, TensorType.INT4 -> 1;
            case TensorType.INT16, TensorType.UINT16, TensorType.FLOAT16 -> 2;
            case TensorType.INT64, TensorType.UINT64, TensorType.FLOAT64, TensorType.COMPLEX64 -> 8;
            case TensorType.COMPLEX128 -> 16;
            default -> 4;
        };
    }
}
