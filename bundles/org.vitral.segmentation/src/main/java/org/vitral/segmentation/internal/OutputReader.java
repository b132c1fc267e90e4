// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.Tensor;
import org.vitral.segmentation.SegmentationException;

/** Copies a model's mask output into 32-bit floats, whatever it is made of. */
enum OutputReader {
    FLOATS {
        @Override
        void read(MemorySegment tensor, MemorySegment scores) {
            scores.copyFrom(tensor);
        }
    },
    INTS {
        @Override
        void read(MemorySegment tensor, MemorySegment scores) {
            long count = tensor.byteSize() / Integer.BYTES;
            for (long i = 0; i < count; i++) {
                scores.setAtIndex(
                        ValueLayout.JAVA_FLOAT,
                        i,
                        tensor.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i));
            }
        }
    },
    LONGS {
        @Override
        void read(MemorySegment tensor, MemorySegment scores) {
            long count = tensor.byteSize() / Long.BYTES;
            for (long i = 0; i < count; i++) {
                scores.setAtIndex(
                        ValueLayout.JAVA_FLOAT,
                        i,
                        tensor.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i));
            }
        }
    };

    /**
     * Copies the tensor's elements.
     *
     * @param scores as many floats as the tensor has elements
     */
    abstract void read(MemorySegment tensor, MemorySegment scores);

    /** The reader for a tensor. */
    static OutputReader of(Tensor tensor) throws SegmentationException {
        DataType type = tensor.dataType();
        return switch (type) {
            case FLOAT32 -> FLOATS;
            case INT32 -> INTS;
            case INT64 -> LONGS;
            default ->
                    throw new SegmentationException(
                            "Its mask \"%s\" is of the type %s, and only FLOAT32, INT32 and INT64 are understood"
                                    .formatted(tensor.name(), type));
        };
    }
}
