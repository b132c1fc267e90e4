// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.Arrays;

/** What makes a model's scores into confidences between 0 and 1. */
public enum Activation {
    /** Nothing: the scores already are confidences. */
    NONE,
    /** {@code exp(s_c) / sum over c of exp(s_c)}: classes that exclude each other. */
    SOFTMAX,
    /** {@code 1 / (1 + exp(-s))}: each class by itself. */
    SIGMOID;

    /**
     * Reads {@code none}, {@code softmax} or {@code sigmoid}, in any case.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static Activation parse(String text) {
        return Arrays.stream(values())
                .filter(activation -> activation.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "An activation is none, softmax or sigmoid, not '%s'"
                                                .formatted(text)));
    }
}
