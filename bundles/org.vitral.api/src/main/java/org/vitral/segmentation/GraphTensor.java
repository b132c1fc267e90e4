// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * An input or an output of a model, as its file has it.
 *
 * @param name its name in the file
 * @param type the type of its numbers in lower case, for example {@code float32} or {@code int8}
 * @param shape its sizes, -1 for one that the file leaves open
 * @param scale of a quantised tensor, {@code real = scale * (number - zeroPoint)}; 0 where it is
 *     not quantised
 * @param zeroPoint of a quantised tensor
 */
public record GraphTensor(
        String name, String type, List<Integer> shape, float scale, long zeroPoint) {
    public GraphTensor {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        shape = List.copyOf(shape);
    }

    /** For a person: {@code int8 [1, 257, 257, 3], 0.0078125 x (number + 1)}. */
    public String text() {
        String sizes =
                shape.stream()
                        .map(length -> length < 0 ? "open" : length.toString())
                        .collect(Collectors.joining(", ", "[", "]"));
        if (scale == 0) {
            return type + " " + sizes;
        }
        return zeroPoint == 0
                ? "%s %s, %s x number".formatted(type, sizes, scale)
                : "%s %s, %s x (number %s %d)"
                        .formatted(
                                type, sizes, scale, zeroPoint < 0 ? "+" : "-", Math.abs(zeroPoint));
    }
}
