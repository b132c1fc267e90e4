// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;
import org.vitral.model.Normalization;

/**
 * What a file says of one of its inputs or outputs.
 *
 * @param name its name in the file
 * @param shape its sizes, {@code [N, H, W, C]} for an image; -1 for one that is left open
 * @param stored its sizes as the file has them, open ones too; a converter writes 1 for those
 * @param type a constant of {@link TensorType}
 * @param scale of a quantised tensor, {@code real = scale * (value - zeroPoint)}; 0 where it is not
 *     quantised
 * @param zeroPoint of a quantised tensor
 * @param producer the built-in operator that its values are the result of, looked for behind those
 *     that pass values on: a constant of {@link BuiltinOperator}, or -1
 */
record TensorFacts(
        String name,
        List<Integer> shape,
        List<Integer> stored,
        byte type,
        float scale,
        long zeroPoint,
        int producer) {

    private static final int OPEN = -1;

    /** {@code [N, H, W, 3]} or {@code [N, H, W, 1]}. */
    boolean isImage() {
        return isPlaces(4) && (channels() == 3 || channels() == 1);
    }

    /** {@code [N, 3, H, W]} or {@code [N, 1, H, W]}, and not also an image with channels last. */
    boolean isChannelsFirst() {
        return shape.size() == 4 && !isImage() && (shape.get(1) == 3 || shape.get(1) == 1);
    }

    boolean isFloat() {
        return type == TensorType.FLOAT32 || type == TensorType.FLOAT16;
    }

    boolean isQuantized() {
        return isByte() || type == TensorType.INT16;
    }

    boolean isByte() {
        return type == TensorType.UINT8 || type == TensorType.INT8;
    }

    private boolean isIndex() {
        return type == TensorType.INT32
                || type == TensorType.INT64
                || isByte() && scale == 0
                || isLargestIndex();
    }

    /** Whether its values are places of maxima, whatever type they were given afterwards. */
    private boolean isLargestIndex() {
        return producer == BuiltinOperator.ARG_MAX || producer == BuiltinOperator.ARG_MIN;
    }

    /** Scores {@code [N, H, W, C]}, or those of the foreground {@code [N, H, W]}. */
    boolean isScores() {
        return (isPlaces(4) || isPlaces(3))
                && (isFloat() || isQuantized())
                && (channels() > 1 || !isIndex());
    }

    /** Class indices {@code [N, H, W]} or {@code [N, H, W, 1]}. */
    boolean isIndices() {
        return (isPlaces(4) || isPlaces(3)) && channels() == 1 && isIndex();
    }

    private boolean isPlaces(int rank) {
        return shape.size() == rank
                && shape.get(0) >= 1
                && isLength(shape.get(1))
                && isLength(shape.get(2))
                && channels() >= 1;
    }

    private static boolean isLength(int size) {
        return size >= 1 || size == OPEN;
    }

    /** How many images it is made for at once. */
    int batch() {
        return shape.get(0);
    }

    boolean isOpen() {
        return shape.get(1) == OPEN || shape.get(2) == OPEN;
    }

    /** The number of rows, or else this one where it is left open. */
    int height(int open) {
        return shape.get(1) == OPEN ? open : shape.get(1);
    }

    /** The number of columns, or else this one where it is left open. */
    int width(int open) {
        return shape.get(2) == OPEN ? open : shape.get(2);
    }

    int channels() {
        return shape.size() == 4 ? shape.get(3) : 1;
    }

    /** How many numbers it holds; a double, as a damaged file may give sizes of any product. */
    double elements() {
        return shape.stream()
                .mapToDouble(size -> Math.abs((double) size))
                .reduce(1, (a, b) -> a * b);
    }

    /**
     * The normalization that makes a pixel's value the value of a byte itself, as TFLite's Task
     * Library feeds quantised models: the real value that the tensor's scale and zero point give
     * it.
     */
    Optional<Normalization> quantizedNormalization() {
        if (!isByte()) {
            return Optional.empty();
        }
        float least = type == TensorType.INT8 ? 128 : 0;
        return Optional.of(
                scale == 0
                        ? new Normalization(List.of(least), List.of(1f))
                        : new Normalization(List.of(least + zeroPoint), List.of(1 / scale)));
    }

    /**
     * Whether a normalization can be meant for these bytes: pixels from 0 to 255 then take most of
     * the numbers that a byte has, and hardly more. What does not was meant for a model of floats.
     */
    boolean isFor(Normalization normalization) {
        float step = scale == 0 ? 1 : scale;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int channel = 0; channel < channels(); channel++) {
            for (int value = 0; value <= 255; value += 255) {
                double real = (value - normalization.mean(channel)) / normalization.std(channel);
                double number = real / step + zeroPoint;
                least = Math.min(least, number);
                most = Math.max(most, number);
            }
        }
        double first = type == TensorType.INT8 ? -128 : 0;
        double range = most - least;
        return range >= 128 && least >= first - 32 && most <= first + 255 + 32;
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
