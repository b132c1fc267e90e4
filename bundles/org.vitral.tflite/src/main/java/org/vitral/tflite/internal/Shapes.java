// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.util.Arrays;

/** Arithmetic on the shapes of tensors. */
final class Shapes {

    private Shapes() {}

    /** For example {@code [1, 257, 257, 3]}. */
    static String text(int[] shape) {
        return Arrays.toString(shape);
    }

    /** The product of the dimensions; 1 for a scalar. */
    static long elements(int[] shape) {
        long elements = 1;
        for (int dimension : shape) {
            elements = Math.multiplyExact(elements, dimension);
        }
        return elements;
    }

    /**
     * Makes sure that an input can be asked to take this shape.
     *
     * @param strict whether only what the model leaves open (-1 in its signature) may change
     * @throws IllegalArgumentException if not: why
     */
    static void requireResizable(FfmTensor tensor, int[] shape, boolean strict) {
        if (shape == null) {
            throw new IllegalArgumentException(
                    "The new shape of input %s is null".formatted(tensor.name()));
        }
        long bytes = tensor.elementSize();
        for (int dimension : shape) {
            if (dimension < 1) {
                throw new IllegalArgumentException(
                        "The dimensions of input %s are at least 1, but the new shape is %s"
                                .formatted(tensor.name(), text(shape)));
            }
            bytes *= dimension;
            if (bytes > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "Input %s of the shape %s would have more than %,d bytes"
                                .formatted(tensor.name(), text(shape), Integer.MAX_VALUE));
            }
        }
        FreeMemory.require(bytes, "Input %s of the shape %s".formatted(tensor.name(), text(shape)));
        if (strict) {
            requireSignature(tensor, shape);
        }
    }

    private static void requireSignature(FfmTensor tensor, int[] shape) {
        int[] signature = tensor.shapeSignature();
        boolean fits = signature.length == shape.length;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = signature[i] == -1 || signature[i] == shape[i];
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "Input %s has the shape signature %s, which does not allow %s"
                            .formatted(tensor.name(), text(signature), text(shape)));
        }
    }
}
