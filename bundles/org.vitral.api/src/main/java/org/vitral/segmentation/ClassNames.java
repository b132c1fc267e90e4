// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.OutputKind;

/** Finds the classes of a model by what people call them. */
final class ClassNames {

    /** More names than this are not listed. */
    private static final int MOST_LISTED = 30;

    private final ModelDescription model;
    private final List<Label> labels;

    /** The classes of a model, which may be called by their names in one more language. */
    ClassNames(ModelDescription model, Optional<Locale> locale) {
        this.model = model;
        this.labels = locale.map(model::labelsIn).orElse(model.labels());
    }

    /** Names without the spaces around them. */
    static List<String> stripped(List<String> names) {
        List<String> stripped = names.stream().map(String::strip).toList();
        if (stripped.contains("")) {
            throw new IllegalArgumentException("The name of a class is blank in the list " + names);
        }
        return stripped;
    }

    /** The number of classes that an index can name. */
    int classes() {
        return model.output().kind() == OutputKind.CLASS_INDICES
                ? Label.MOST_CLASSES
                : labels.size();
    }

    /** The indices of classes that are called by names, display names or indices. */
    BitSet indices(List<String> names) {
        BitSet found = new BitSet();
        for (String name : names) {
            found.set(index(name));
        }
        return found;
    }

    private int index(String name) {
        return called(name, Label::name)
                .or(() -> called(name, Label::displayName))
                .or(() -> numbered(name))
                .orElseThrow(() -> unknown(name));
    }

    private Optional<Integer> called(String name, Function<Label, String> called) {
        return labels.stream()
                .filter(label -> called.apply(label).equalsIgnoreCase(name))
                .map(Label::index)
                .findFirst();
    }

    private Optional<Integer> numbered(String name) {
        try {
            int index = Integer.parseInt(name);
            return index >= 0 && index < classes() ? Optional.of(index) : Optional.empty();
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException(
                "The model %s has no class '%s'%s".formatted(model.name(), name, hint(name)));
    }

    private String hint(String name) {
        int tolerance = Math.max(1, (name.length() + 1) / 3);
        Optional<String> nearest =
                labels.stream()
                        .flatMap(label -> List.of(label.name(), label.displayName()).stream())
                        .filter(known -> distance(name, known) <= tolerance)
                        .min(Comparator.comparingInt(known -> distance(name, known)));
        if (nearest.isPresent()) {
            return "; did you mean '%s'?".formatted(nearest.get());
        }
        if (labels.isEmpty()) {
            return "; it has no label map, so its classes are called by their indices";
        }
        if (labels.size() > MOST_LISTED) {
            return "; its classes are 0 (%s) to %d (%s)"
                    .formatted(
                            labels.getFirst().name(), labels.size() - 1, labels.getLast().name());
        }
        return "; its classes are "
                + labels.stream().map(Label::name).collect(Collectors.joining(", "));
    }

    /** How many letters must be changed, added or left out to make one word of another. */
    private static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
