// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Optional;
import org.tensorflow.lite.Tensor;

/**
 * What the numbers of a model's input or output are, of those that images and masks are made of.
 */
enum ElementType {
    FLOAT32(Float.BYTES),
    FLOAT16(Short.BYTES),
    UINT8(Byte.BYTES),
    INT8(Byte.BYTES),
    INT16(Short.BYTES),
    INT32(Integer.BYTES),
    INT64(Long.BYTES);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** The size of one number. */
    int bytes() {
        return bytes;
    }

    /** The type of a tensor; empty where it is none of these. */
    static Optional<ElementType> of(Tensor tensor) {
        String name = name(tensor);
        for (ElementType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** What the type of a tensor is called, whichever it is. */
    static String name(Tensor tensor) {
        try {
            return tensor.dataType().name();
        } catch (IllegalArgumentException unnamed) {
            // The official API has no name for half precision; what it says instead names it.
            String says = String.valueOf(unnamed.getMessage());
            return says.contains(FLOAT16.name()) ? FLOAT16.name() : "of another type";
        }
    }
}
