// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;

/**
 * Which Java values stand for which tensors: primitive arrays of any rank, buffers, and boxed
 * scalars, as in the official API.
 */
final class JavaValues {

    private JavaValues() {}

    /**
     * Makes sure that the elements of a value are of an input's type. A byte is an unsigned or a
     * signed one, a short may be a half-precision number ({@link Float#float16ToFloat}), a string
     * may be an array of bytes; a {@link ByteBuffer} holds elements of any type.
     *
     * @throws IllegalArgumentException if they are not
     */
    static void requireInputType(Object value, FfmTensor tensor) {
        if (tensor.type() != DataTypes.STRING || !holdsByteArrays(value)) {
            requireOutputType(value, tensor);
        }
    }

    /**
     * Makes sure that the elements of a value are of an output's type: as those of an input, but a
     * string is a {@link String}.
     *
     * @throws IllegalArgumentException if they are not
     */
    static void requireOutputType(Object value, FfmTensor tensor) {
        if (value instanceof ByteBuffer) {
            return;
        }
        int wanted = tensor.type();
        if (value == null || elementClass(value) != DataTypes.javaElement(wanted)) {
            throw new IllegalArgumentException(
                    "Tensor %s is of the type %s, which %s does not hold"
                            .formatted(tensor.name(), DataTypes.name(wanted), nameOf(value)));
        }
    }

    private static Class<?> elementClass(Object value) {
        return switch (value) {
            case FloatBuffer ignored -> float.class;
            case IntBuffer ignored -> int.class;
            case LongBuffer ignored -> long.class;
            case ShortBuffer ignored -> short.class;
            case Float ignored -> float.class;
            case Integer ignored -> int.class;
            case Long ignored -> long.class;
            case Short ignored -> short.class;
            case Byte ignored -> byte.class;
            case Boolean ignored -> boolean.class;
            default -> innermost(value.getClass());
        };
    }

    /** The type by which the user knows it: a buffer's own class is hidden. */
    private static String nameOf(Object value) {
        return switch (value) {
            case null -> "null";
            case FloatBuffer ignored -> "FloatBuffer";
            case IntBuffer ignored -> "IntBuffer";
            case LongBuffer ignored -> "LongBuffer";
            case ShortBuffer ignored -> "ShortBuffer";
            default -> value.getClass().getTypeName();
        };
    }

    private static boolean holdsByteArrays(Object value) {
        return value != null
                && value.getClass().isArray()
                && innermost(value.getClass()) == byte.class;
    }

    private static Class<?> innermost(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element;
    }

    /**
     * The shape that the value wants an input to have, where that is another than it has; else
     * null. Buffers want none.
     */
    static int[] shapeIfDifferent(Object value, FfmTensor tensor) {
        if (value == null || value instanceof Buffer) {
            return null;
        }
        requireInputType(value, tensor);
        int[] shape = shape(value, tensor);
        return Arrays.equals(shape, tensor.shape()) ? null : shape;
    }

    /**
     * The shape of a value for a tensor, {@code []} for a scalar.
     *
     * @throws IllegalArgumentException if an array in it is empty, null, or of another length than
     *     its siblings
     */
    static int[] shape(Object value, FfmTensor tensor) {
        int rank = 0;
        for (Class<?> type = value.getClass(); type.isArray(); type = type.getComponentType()) {
            rank++;
        }
        if (tensor.type() == DataTypes.STRING && holdsByteArrays(value)) {
            // The last dimension is that of the bytes of each string.
            rank--;
        }
        int[] shape = new int[rank];
        Object first = value;
        for (int i = 0; i < rank; i++) {
            shape[i] = first == null ? 0 : Array.getLength(first);
            if (shape[i] == 0) {
                throw new IllegalArgumentException(
                        "An array has no elements in dimension %d: %s"
                                .formatted(i, shapeText(shape, i)));
            }
            first = Array.get(first, 0);
        }
        requireRegular(value, shape, 0);
        return shape;
    }

    private static String shapeText(int[] shape, int last) {
        return Shapes.text(Arrays.copyOf(shape, last + 1));
    }

    private static void requireRegular(Object array, int[] shape, int dimension) {
        if (dimension == shape.length) {
            return;
        }
        int length = array == null ? 0 : Array.getLength(array);
        if (length != shape[dimension]) {
            throw new IllegalArgumentException(
                    "The arrays in dimension %d have different lengths: %d and %d"
                            .formatted(dimension, shape[dimension], length));
        }
        if (array instanceof Object[] parts && dimension + 1 < shape.length) {
            for (Object part : parts) {
                requireRegular(part, shape, dimension + 1);
            }
        }
    }
}
