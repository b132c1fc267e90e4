// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.Arrays;
import java.util.Locale;

/** Which masks a call makes before it returns. The other ones can still be had when asked for. */
public enum OutputType {
    /** The category mask. */
    CATEGORY,
    /** The confidence mask of each class that no list rules out. */
    CONFIDENCE,
    /** Both. */
    BOTH;

    /** Whether the category mask is one of them. */
    public boolean hasCategory() {
        return this != CONFIDENCE;
    }

    /** Whether the confidence masks are among them. */
    public boolean hasConfidence() {
        return this != CATEGORY;
    }

    /**
     * Reads {@code category}, {@code confidence} or {@code both}, in any case.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static OutputType parse(String text) {
        return Arrays.stream(values())
                .filter(type -> type.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "An output type is category, confidence or both, not '%s'"
                                                .formatted(text)));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
