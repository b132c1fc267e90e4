// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.MemorySegment;

/**
 * A tensor as a model's file describes it.
 *
 * @param index its index in its graph
 * @param table its description
 * @param type {@code TensorType} of the schema
 * @param shape as declared; what is open in it is only known when the model runs
 * @param data what it holds, where it is constant; else null
 */
record ModelTensor(int index, FlatTable table, int type, int[] shape, MemorySegment data) {

    static final int INT32 = 2;
    static final int UINT8 = 3;
    static final int INT64 = 4;
    static final int INT16 = 7;
    static final int INT8 = 9;
    private static final int STRING = 5;

    private static final int SHAPE = 0;
    private static final int TYPE = 1;
    private static final int BUFFER = 2;
    private static final int NAME = 3;
    private static final int QUANTIZATION = 4;
    private static final int VARIABLE = 5;
    private static final int SPARSITY = 6;
    private static final int SIGNATURE = 7;

    /** The size of an element of each type, in bytes; 0 where it is not fixed. */
    private static final int[] ELEMENT_SIZES = {
        4, 2, 4, 1, 8, 0, 1, 2, 8, 1, 8, 16, 8, 0, 0, 4, 2, 1, 2
    };

    /** What the file says, with the data that the model's buffers have for it. */
    static ModelTensor read(int index, FlatTable table, FlatVector buffers) {
        FlatVector shape = table.vector(SHAPE);
        int[] dimensions = new int[shape.size()];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = shape.int32(i);
        }
        return new ModelTensor(
                index,
                table,
                table.int8(TYPE, 0),
                dimensions,
                data(table.int32(BUFFER, 0), buffers));
    }

    private static MemorySegment data(int buffer, FlatVector buffers) {
        if (buffer == 0) {
            return null;
        }
        if (buffer < 0 || buffer >= buffers.size()) {
            throw ModelVerifier.damaged(
                    "a tensor has its data in buffer %d, but there are %d buffers",
                    buffer, buffers.size());
        }
        FlatVector data = buffers.table(buffer).vector(0);
        return data.isAbsent() ? null : data.bytes();
    }

    boolean isConstant() {
        return data != null;
    }

    /** Whether it keeps its value from run to run. */
    boolean isVariable() {
        return table.int8(VARIABLE, 0) != 0;
    }

    /** Whether the shape that is declared is the one that it has. */
    boolean isFixed() {
        FlatVector signature = table.vector(SIGNATURE);
        for (int i = 0; i < signature.size(); i++) {
            if (signature.int32(i) < 0) {
                return false;
            }
        }
        return true;
    }

    int rank() {
        return shape.length;
    }

    boolean isSparse() {
        return table.table(SPARSITY) != null;
    }

    /** Null where it is not quantised. */
    FlatTable quantization() {
        return table.table(QUANTIZATION);
    }

    /** In bytes; 0 where the type has no fixed one. */
    int elementSize() {
        return type >= 0 && type < ELEMENT_SIZES.length ? ELEMENT_SIZES[type] : 0;
    }

    /**
     * The product of the dimensions.
     *
     * @throws IllegalArgumentException if one is negative, or the tensor larger than any can be
     */
    long elements() {
        long elements = 1;
        for (int dimension : shape) {
            if (dimension < 0) {
                throw ModelVerifier.damaged("%s has a negative dimension", this);
            }
            elements = Math.multiplyHigh(elements, dimension) == 0 ? elements * dimension : -1;
            if (elements < 0 || elements > Long.MAX_VALUE / 16) {
                throw ModelVerifier.damaged("%s has too many elements", this);
            }
        }
        return elements;
    }

    long byteSize() {
        return elements() * elementSize();
    }

    /** Whether {@link #number} can be asked. */
    boolean hasNumbers() {
        return isConstant() && (type == INT32 || type == INT64);
    }

    /** How many numbers its data are. */
    int numbers() {
        return (int) (data.byteSize() / elementSize());
    }

    /** A number of a constant tensor of whole numbers. */
    long number(int at) {
        return type == INT32
                ? data.get(FlatTable.INT32, (long) at * Integer.BYTES)
                : data.get(FlatTable.INT64, (long) at * Long.BYTES);
    }

    boolean isText() {
        return type == STRING;
    }

    /** For example {@code tensor 4 (mean) [1, 33, 33, 256]}. */
    @Override
    public String toString() {
        return "tensor %d (%s) %s".formatted(index, table.text(NAME), Shapes.text(shape));
    }
}
