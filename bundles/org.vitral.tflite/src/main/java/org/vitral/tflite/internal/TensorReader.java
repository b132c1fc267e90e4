// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

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
 * Copies output tensors to Java values. A buffer is written from its position on, which moves
 * behind what was written, as in the official API.
 */
final class TensorReader {

    private TensorReader() {}

    /**
     * Fills a Java value.
     *
     * @throws IllegalArgumentException if type, shape or size do not fit
     */
    static void read(FfmTensor tensor, Object value) {
        JavaValues.requireOutputType(value, tensor);
        if (value instanceof Buffer buffer) {
            readBuffer(tensor, buffer);
            return;
        }
        requireShape(tensor, value);
        if (tensor.type() == DataTypes.STRING) {
            StringTensors.read(tensor, value);
        } else {
            ArrayCopy.fromMemory(tensor.readOnlyMemory(), 0, value);
        }
    }

    private static void requireShape(FfmTensor tensor, Object value) {
        int[] wanted = tensor.shape();
        if (!value.getClass().isArray()) {
            throw new IllegalArgumentException(
                    "Output %s of the shape %s needs an array or a buffer, not a %s"
                            .formatted(
                                    tensor.name(),
                                    Shapes.text(wanted),
                                    value.getClass().getName()));
        }
        int[] found = JavaValues.shape(value, tensor);
        if (!Arrays.equals(found, wanted)) {
            throw new IllegalArgumentException(
                    "Output %s has the shape %s, but the array for it has %s"
                            .formatted(tensor.name(), Shapes.text(wanted), Shapes.text(found)));
        }
    }

    private static void readBuffer(FfmTensor tensor, Buffer buffer) {
        MemorySegment memory = tensor.readOnlyMemory();
        long room = (long) buffer.remaining() * TensorWriter.bytesPerElement(buffer);
        if (room < memory.byteSize() || buffer.isReadOnly()) {
            throw new IllegalArgumentException(
                    "Output %s has %,d bytes, but the buffer for it %s"
                            .formatted(
                                    tensor.name(),
                                    memory.byteSize(),
                                    buffer.isReadOnly()
                                            ? "is read-only"
                                            : "has room for %,d".formatted(room)));
        }
        ByteBuffer source = memory.asByteBuffer().order(ByteOrder.nativeOrder());
        switch (buffer) {
            case ByteBuffer target -> target.put(source);
            case FloatBuffer target -> target.put(source.asFloatBuffer());
            case IntBuffer target -> target.put(source.asIntBuffer());
            case LongBuffer target -> target.put(source.asLongBuffer());
            case ShortBuffer target -> target.put(source.asShortBuffer());
            default ->
                    throw new IllegalArgumentException(
                            "A tensor fills no " + buffer.getClass().getName());
        }
    }
}
