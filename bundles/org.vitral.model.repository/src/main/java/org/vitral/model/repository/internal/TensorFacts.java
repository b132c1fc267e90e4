// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tensorflow.lite.schema.TensorType;
import org.vitral.model.Normalization;

/**
 * What a file says of one of its inputs or outputs.
 *
 * @param shape its sizes, {@code [1, H, W, C]} for an image
 * @param type a constant of {@link TensorType}
 * @param scale of a quantised tensor, {@code real = scale * (value - zeroPoint)}; 0 where it is not
 *     quantised
 * @param zeroPoint of a quantised tensor
 * @param producer the built-in operator that writes it, a constant of {@link
 *     org.tensorflow.lite.schema.BuiltinOperator}, or -1
 */
record TensorFacts(List<Integer> shape, byte type, float scale, long zeroPoint, int producer) {

    boolean isImage() {
        return shape.size() == 4
                && shape.get(0) == 1
                && shape.get(1) >= 1
                && shape.get(2) >= 1
                && shape.get(3) == 3;
    }

    boolean isFloat() {
        return type == TensorType.FLOAT32;
    }

    boolean isQuantized() {
        return type == TensorType.UINT8 || type == TensorType.INT8;
    }

    private boolean isInteger() {
        return isQuantized() || type == TensorType.INT32 || type == TensorType.INT64;
    }

    /** {@code [1, H, W, C]} scores. */
    boolean isScores() {
        return isPlaces(4) && shape.get(3) >= 1 && (isFloat() || isQuantized());
    }

    /** {@code [1, H, W]} or {@code [1, H, W, 1]} class indices. */
    boolean isIndices() {
        return isInteger() && (isPlaces(3) || isPlaces(4) && shape.get(3) == 1 && !isQuantized());
    }

    private boolean isPlaces(int rank) {
        return shape.size() == rank && shape.get(0) == 1 && shape.get(1) >= 1 && shape.get(2) >= 1;
    }

    int height() {
        return shape.get(1);
    }

    int width() {
        return shape.get(2);
    }

    int channels() {
        return shape.size() == 4 ? shape.get(3) : 1;
    }

    /** How many numbers it holds; a double, as a damaged file may give sizes of any product. */
    double elements() {
        return shape.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    }

    /**
     * The normalization that makes a pixel's value the quantised value itself, as TFLite's Task
     * Library feeds quantised models: the real value that the tensor's scale and zero point give
     * it.
     */
    Optional<Normalization> quantizedNormalization() {
        if (!isQuantized() || scale == 0) {
            return Optional.empty();
        }
        float least = type == TensorType.INT8 ? 128 : 0;
        return Optional.of(new Normalization(List.of(least + zeroPoint), List.of(1 / scale)));
    }

    /** The name of the type, also of one that a later version of TensorFlow Lite adds. */
    String typeName() {
        return type >= 0 && type < TensorType.names.length
                ? TensorType.name(type).toLowerCase(Locale.ROOT)
                : "type " + type;
    }

    @Override
    public String toString() {
        return shape + " " + typeName();
    }
}
