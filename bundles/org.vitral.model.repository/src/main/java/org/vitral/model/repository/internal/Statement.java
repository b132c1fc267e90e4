// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.osgi.framework.Version;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;

/**
 * What a person says of a model's file, in a descriptor beside it or when packing it; it is used
 * rather than what the file says. Each part may be left open.
 *
 * @param index which output is the mask
 * @param labels the names of the classes; empty where they are left open
 * @param colors their colours; empty where they are left open
 */
record Statement(
        Optional<String> name,
        Optional<Version> version,
        Optional<String> title,
        Optional<String> license,
        int preference,
        Optional<Normalization> normalization,
        Optional<Activation> activation,
        OptionalInt index,
        List<String> labels,
        List<Integer> colors) {

    /** Says nothing. */
    static final Statement NONE =
            new Statement(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    List.of(),
                    List.of());

    Statement {
        Objects.requireNonNull(name, "name");
        labels = List.copyOf(labels);
        colors = List.copyOf(colors);
    }

    Statement withLabels(List<String> names) {
        return new Statement(
                name,
                version,
                title,
                license,
                preference,
                normalization,
                activation,
                index,
                names,
                colors);
    }

    /** The facts of a file, as if it said this itself: what is said here needs no default. */
    TfLiteFile in(TfLiteFile file, int mask) {
        TfLiteMetadata found = file.metadata();
        Map<Integer, List<String>> maps = new TreeMap<>(found.labels());
        Map<Integer, Map<Locale, List<String>>> displayNames = new TreeMap<>(found.displayNames());
        if (!labels.isEmpty()) {
            maps.put(mask, labels);
            // They would be names of other classes.
            displayNames.remove(mask);
        }
        return new TfLiteFile(
                file.name(),
                file.input(),
                file.outputs(),
                new TfLiteMetadata(
                        title.or(found::title),
                        version.map(Version::toString).or(found::version),
                        license.or(found::license),
                        normalization.or(found::normalization),
                        maps,
                        displayNames,
                        activation.or(found::activation),
                        found.outputNames(),
                        found.inputSize()));
    }

    /**
     * A description with what is said here.
     *
     * @param file what messages call the file
     * @throws ModelException if the label map has another number of names than there are classes
     */
    ModelDescription on(String file, ModelDescription base) throws ModelException {
        return new ModelDescription(
                name.orElse(base.name()),
                version.map(Version::toString).orElse(base.version()),
                title.orElse(base.title()),
                base.sha256(),
                license.orElse(base.license()),
                normalization.map(base.input()::withNormalization).orElse(base.input()),
                activation.map(base.output()::with).orElse(base.output()),
                labels(file, base),
                base.warnings(),
                labels.isEmpty() ? base.displayNames() : Map.of());
    }

    private List<Label> labels(String file, ModelDescription base) throws ModelException {
        List<Label> named = base.labels();
        if (!labels.isEmpty()) {
            List<String> names =
                    base.output().kind() == OutputKind.FOREGROUND_SCORE && labels.size() == 1
                            ? List.of("background", labels.getFirst())
                            : labels;
            if (base.output().kind() != OutputKind.CLASS_INDICES
                    && names.size() != base.labels().size()) {
                throw new ModelException(
                        "%s has %d classes, but its label map has %d names"
                                .formatted(file, base.labels().size(), names.size()));
            }
            named = LabelMap.labels(names);
        }
        if (colors.isEmpty()) {
            return named;
        }
        if (colors.size() != named.size()) {
            throw new ModelException(
                    "%s has %d classes, but %d colours are given"
                            .formatted(file, named.size(), colors.size()));
        }
        return named.stream()
                .map(label -> new Label(label.index(), label.name(), colors.get(label.index())))
                .toList();
    }
}
