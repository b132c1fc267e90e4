// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All that is known of a model: from TFLite Metadata in its file, else from its descriptor, else a
 * stated default.
 *
 * @param name the name that users say, for example {@code deeplabv3}
 * @param version the version of the model, for example {@code 2.0.0}
 * @param title one line for a person
 * @param sha256 the SHA-256 of the file, 64 hexadecimal digits in lower case
 * @param license the SPDX identifier of its licence, or {@code unknown}
 * @param input the image that it takes
 * @param output the mask that it gives
 * @param labels the classes, {@code labels.get(i).index() == i}
 * @param warnings what was assumed because the file does not say it, a sentence each
 * @param displayNames the names of all classes in other languages, in the order of the labels
 */
public record ModelDescription(
        String name,
        String version,
        String title,
        String sha256,
        String license,
        ModelInput input,
        ModelOutput output,
        List<Label> labels,
        List<String> warnings,
        Map<Locale, List<String>> displayNames) {
    public ModelDescription {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(license, "license");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
        labels = List.copyOf(labels);
        warnings = List.copyOf(warnings);
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i).index() != i) {
                throw new IllegalArgumentException(
                        "Label %d of model %s has the index %d"
                                .formatted(i, name, labels.get(i).index()));
            }
        }
        Map<Locale, List<String>> names = new HashMap<>();
        displayNames.forEach((locale, translated) -> names.put(locale, List.copyOf(translated)));
        for (Map.Entry<Locale, List<String>> translated : names.entrySet()) {
            if (translated.getValue().size() != labels.size()) {
                throw new IllegalArgumentException(
                        "Model %s has %d labels, but %d names in the language %s"
                                .formatted(
                                        name,
                                        labels.size(),
                                        translated.getValue().size(),
                                        translated.getKey().toLanguageTag()));
            }
        }
        displayNames = Map.copyOf(names);
    }

    /** A description of a model whose label map is in one language. */
    public ModelDescription(
            String name,
            String version,
            String title,
            String sha256,
            String license,
            ModelInput input,
            ModelOutput output,
            List<Label> labels,
            List<String> warnings) {
        this(name, version, title, sha256, license, input, output, labels, warnings, Map.of());
    }

    /** Whether the class 0 is the background: whether that is its name. */
    public boolean hasBackground() {
        return !labels.isEmpty() && labels.getFirst().name().equalsIgnoreCase("background");
    }

    /**
     * The language that names are given in where one is asked for: that one, or the next more
     * general one that is here, as RFC 4647, 3.4 looks it up ({@code zh-Hant-TW}, {@code zh-Hant},
     * {@code zh}).
     *
     * @return nothing where there is none: then the names are those of the label map
     */
    public Optional<Locale> displayNamesLocale(Locale asked) {
        // The undetermined language, "und", is no range that a lookup takes.
        return asked.getLanguage().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(
                        Locale.lookup(
                                List.of(new Locale.LanguageRange(asked.toLanguageTag())),
                                displayNames.keySet()));
    }

    /** The classes, with display names as {@link #displayNamesLocale} finds them. */
    public List<Label> labelsIn(Locale asked) {
        Optional<Locale> found = displayNamesLocale(asked);
        if (found.isEmpty()) {
            return labels;
        }
        List<String> names = displayNames.get(found.get());
        List<Label> translated = new ArrayList<>(labels.size());
        for (Label label : labels) {
            translated.add(label.withDisplayName(names.get(label.index())));
        }
        return List.copyOf(translated);
    }

    /** The same model with its input and its mask in other sizes. */
    public ModelDescription withSizes(ModelInput newInput, ModelOutput newOutput) {
        return new ModelDescription(
                name,
                version,
                title,
                sha256,
                license,
                newInput,
                newOutput,
                labels,
                warnings,
                displayNames);
    }
}
