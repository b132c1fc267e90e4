// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.samples;

import org.tensorflow.lite.schema.TensorType;

/** What the numbers of a model are. */
public enum Precision {
    /** 32-bit floats. */
    FLOAT32(TensorType.FLOAT32, TensorType.FLOAT32),
    /** Weights of half precision behind a DEQUANTIZE, all else 32-bit floats. */
    FLOAT16_WEIGHTS(TensorType.FLOAT32, TensorType.FLOAT16),
    /** Weights of 8 bits, channel by channel, all else 32-bit floats: "dynamic range". */
    HYBRID(TensorType.FLOAT32, TensorType.INT8),
    /** 8 bits with a sign, weights channel by channel. */
    INT8(TensorType.INT8, TensorType.INT8),
    /** 8 bits without a sign, weights as a whole, as TensorFlow 1 made them. */
    UINT8(TensorType.UINT8, TensorType.UINT8),
    /** 16 bits for what is computed, weights of 8 bits. */
    INT16(TensorType.INT16, TensorType.INT8);

    final byte values;
    final byte weights;

    Precision(byte values, byte weights) {
        this.values = values;
        this.weights = weights;
    }

    boolean isQuantized() {
        return values != TensorType.FLOAT32;
    }

    /** The least number of the type. */
    int least() {
        return switch (this) {
            case INT8 -> -128;
            case INT16 -> -32_767;
            default -> 0;
        };
    }

    /** The greatest number of the type. */
    int most() {
        return switch (this) {
            case INT8 -> 127;
            case INT16 -> 32_767;
            default -> 255;
        };
    }
}
