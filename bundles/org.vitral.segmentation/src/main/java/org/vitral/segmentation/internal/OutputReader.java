// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.tensorflow.lite.Tensor;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.SegmentationException;

/**
 * Copies a model's output into 32-bit floats, whatever it is made of: quantised numbers become the
 * real values that they stand for. For any number of threads.
 */
final class OutputReader {

    private static final int BYTES = 256;

    private final ElementType type;
    private final LinearScale scale;

    /** The float for each value of a byte; null for other types. */
    private final float[] ofByte;

    private OutputReader(ElementType type, LinearScale scale, boolean indices) {
        this.type = type;
        this.scale = scale;
        this.ofByte = type.bytes() == 1 ? table(type, scale, indices) : null;
    }

    /** The reader for a tensor that holds a mask of some kind. */
    static OutputReader of(Tensor tensor, OutputKind kind) throws SegmentationException {
        ElementType type =
                ElementType.of(tensor)
                        .orElseThrow(
                                () ->
                                        new SegmentationException(
                                                "Its output \"%s\" is %s, and only FLOAT32, FLOAT16, UINT8, INT8, INT16, INT32 and INT64 are understood"
                                                        .formatted(
                                                                tensor.name(),
                                                                ElementType.name(tensor))));
        return new OutputReader(type, LinearScale.of(tensor), kind == OutputKind.CLASS_INDICES);
    }

    private static float[] table(ElementType type, LinearScale scale, boolean indices) {
        float[] table = new float[BYTES];
        // An index that has no scale is never below 0: 200 in a signed byte is -56.
        boolean signed = type == ElementType.INT8 && (scale.isStated() || !indices);
        for (int bits = 0; bits < BYTES; bits++) {
            table[bits] = scale.real(signed ? (byte) bits : bits);
        }
        return table;
    }

    /**
     * Copies the tensor's first elements.
     *
     * @param tensor at least as many elements as scores are wanted
     * @param scores as many floats as are wanted
     */
    void read(MemorySegment tensor, MemorySegment scores) {
        long count = scores.byteSize() / Float.BYTES;
        switch (type) {
            case FLOAT32 -> MemorySegment.copy(tensor, 0, scores, 0, scores.byteSize());
            case FLOAT16 -> {
                for (long i = 0; i < count; i++) {
                    short half = tensor.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i);
                    set(scores, i, Float.float16ToFloat(half));
                }
            }
            case UINT8, INT8 -> {
                float[] table = ofByte;
                for (long i = 0; i < count; i++) {
                    set(scores, i, table[tensor.get(ValueLayout.JAVA_BYTE, i) & 0xff]);
                }
            }
            case INT16 -> {
                for (long i = 0; i < count; i++) {
                    short number = tensor.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i);
                    set(scores, i, scale.real(number));
                }
            }
            case INT32 -> {
                for (long i = 0; i < count; i++) {
                    set(scores, i, tensor.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i));
                }
            }
            case INT64 -> {
                for (long i = 0; i < count; i++) {
                    set(scores, i, tensor.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i));
                }
            }
        }
    }

    private static void set(MemorySegment scores, long index, float value) {
        scores.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
    }
}
