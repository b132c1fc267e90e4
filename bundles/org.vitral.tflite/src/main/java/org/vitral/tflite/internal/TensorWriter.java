// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;

/**
 * Puts Java values into input tensors. A buffer is read from 0 to its capacity, which must be the
 * size of the tensor; its position does not matter and stays.
 */
final class TensorWriter {

    private TensorWriter() {}

    /**
     * Fills a tensor.
     *
     * @throws IllegalArgumentException if type, shape or size do not fit
     */
    static void write(Object value, FfmTensor tensor) {
        JavaValues.requireInputType(value, tensor);
        if (value instanceof Buffer buffer) {
            writeBuffer(buffer, tensor);
            return;
        }
        requireShape(value, tensor);
        if (tensor.type() == DataTypes.STRING) {
            StringTensors.write(value, tensor);
        } else if (value.getClass().isArray()) {
            ArrayCopy.toMemory(value, tensor.memory(), 0);
        } else {
            writeScalar(value, tensor.memory());
        }
    }

    private static void requireShape(Object value, FfmTensor tensor) {
        int[] found = JavaValues.shape(value, tensor);
        int[] wanted = tensor.shape();
        if (!Arrays.equals(found, wanted)) {
            throw new IllegalArgumentException(
                    "Tensor %s has the shape %s, but the Java value has %s"
                            .formatted(tensor.name(), Shapes.text(wanted), Shapes.text(found)));
        }
    }

    private static void writeBuffer(Buffer buffer, FfmTensor tensor) {
        long bytes = (long) buffer.capacity() * bytesPerElement(buffer);
        MemorySegment memory = tensor.memory();
        if (bytes != memory.byteSize()) {
            throw new IllegalArgumentException(
                    "Tensor %s has %,d bytes, but the buffer has %,d"
                            .formatted(tensor.name(), memory.byteSize(), bytes));
        }
        ByteBuffer target = memory.asByteBuffer().order(ByteOrder.nativeOrder());
        switch (buffer) {
            case ByteBuffer source -> target.put(source.duplicate().clear());
            case FloatBuffer source -> target.asFloatBuffer().put(source.duplicate().clear());
            case IntBuffer source -> target.asIntBuffer().put(source.duplicate().clear());
            case LongBuffer source -> target.asLongBuffer().put(source.duplicate().clear());
            case ShortBuffer source -> target.asShortBuffer().put(source.duplicate().clear());
            default ->
                    throw new IllegalArgumentException(
                            "A tensor takes no " + buffer.getClass().getName());
        }
    }

    /** The size of what a buffer counts, in bytes. */
    static int bytesPerElement(Buffer buffer) {
        return switch (buffer) {
            case FloatBuffer ignored -> Float.BYTES;
            case IntBuffer ignored -> Integer.BYTES;
            case LongBuffer ignored -> Long.BYTES;
            case ShortBuffer ignored -> Short.BYTES;
            default -> Byte.BYTES;
        };
    }

    private static void writeScalar(Object value, MemorySegment memory) {
        switch (value) {
            case Float v -> memory.set(JAVA_FLOAT, 0, v);
            case Integer v -> memory.set(JAVA_INT, 0, v);
            case Long v -> memory.set(JAVA_LONG, 0, v);
            case Short v -> memory.set(JAVA_SHORT, 0, v);
            case Byte v -> memory.set(JAVA_BYTE, 0, v);
            case Boolean v -> memory.set(JAVA_BOOLEAN, 0, v);
            default ->
                    throw new IllegalArgumentException(
                            "A tensor takes no " + value.getClass().getName());
        }
    }
}
