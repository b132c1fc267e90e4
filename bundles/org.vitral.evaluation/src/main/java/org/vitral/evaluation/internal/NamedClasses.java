// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vitral.model.Label;

/**
 * The classes of two models, which are the same where their names are. Labels of one model that
 * have one name are one class.
 */
final class NamedClasses {

    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final int[] first;
    private final int[] second;
    private final int common;

    /**
     * The classes of both.
     *
     * @throws IllegalArgumentException if no name is in both
     */
    NamedClasses(List<Label> first, List<Label> second) {
        this.first = first.stream().mapToInt(this::place).toArray();
        int ofFirst = names.size();
        this.second = second.stream().mapToInt(this::place).toArray();
        common = (int) Arrays.stream(this.second).distinct().filter(p -> p < ofFirst).count();
        if (common == 0) {
            throw new IllegalArgumentException(
                    "The two models have no class in common: the first has %s, the second has %s"
                            .formatted(some(first), some(second)));
        }
    }

    private int place(Label label) {
        return places.computeIfAbsent(
                label.name(),
                name -> {
                    names.add(name);
                    return names.size() - 1;
                });
    }

    private static String some(List<Label> labels) {
        List<String> names = labels.stream().map(Label::name).limit(3).toList();
        if (names.isEmpty()) {
            return "none";
        }
        int more = labels.size() - names.size();
        return String.join(", ", names) + (more > 0 ? " and %d more".formatted(more) : "");
    }

    /** The names of all, those of the first model first. */
    List<String> names() {
        return names;
    }

    /** The number of names that are in both. */
    int common() {
        return common;
    }

    /** The place among all of each class of the first model. */
    int[] first() {
        return first;
    }

    /** The place among all of each class of the second model. */
    int[] second() {
        return second;
    }

    /** Whether both models have the same classes in the same order. */
    boolean same() {
        return Arrays.equals(first, second);
    }
}
