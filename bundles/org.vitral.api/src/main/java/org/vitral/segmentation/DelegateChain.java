// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.ArrayList;
import java.util.List;

/**
 * The delegates that are asked for, in order: each takes what those before it left of the model,
 * and the plain CPU kernels run the rest.
 *
 * @param names at least one name, none twice; {@link Delegates#AUTO} stands alone, and nothing
 *     comes after {@link Delegates#CPU}, which leaves nothing
 */
public record DelegateChain(List<String> names) {
    public DelegateChain {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("At least one delegate is named, such as cpu");
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isBlank()) {
                throw new IllegalArgumentException(
                        "The list of delegates \"%s\" has an empty place"
                                .formatted(String.join(",", names)));
            }
            if (names.indexOf(name) < i) {
                throw new IllegalArgumentException(
                        "The delegate %s is named twice in \"%s\""
                                .formatted(name, String.join(",", names)));
            }
        }
        if (names.size() > 1 && names.contains(Delegates.AUTO)) {
            throw new IllegalArgumentException(
                    "auto chooses a delegate itself: it stands alone, and not in \"%s\""
                            .formatted(String.join(",", names)));
        }
        if (names.subList(0, names.size() - 1).contains(Delegates.CPU)) {
            throw new IllegalArgumentException(
                    "cpu takes all that is left: it comes last, and not as in \"%s\""
                            .formatted(String.join(",", names)));
        }
    }

    /**
     * Reads names that are separated by commas, such as {@code gpu,xnnpack}. A blank text means
     * {@link Delegates#AUTO}.
     *
     * @throws IllegalArgumentException if that is no chain: why, in a sentence
     */
    public static DelegateChain parse(String text) {
        if (text.isBlank()) {
            return new DelegateChain(List.of(Delegates.AUTO));
        }
        List<String> names = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            names.add(name.strip());
        }
        return new DelegateChain(names);
    }

    /** Whether it leaves the choice to {@link Delegates#AUTO}. */
    public boolean isAuto() {
        return names.contains(Delegates.AUTO);
    }

    /** The names as {@link #parse} reads them. */
    @Override
    public String toString() {
        return String.join(",", names);
    }
}
