// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;

/**
 * Describes a model that has no descriptor: by what its file says, else by defaults, each of which
 * is a warning.
 */
final class FileDescription {
    private static final String NO_VERSION = "0.0.0";
    private static final int INDICES_OF_A_BYTE = 256;

    private final TfLiteFile file;
    private final int index;
    private final TensorFacts mask;
    private final List<String> warnings = new ArrayList<>();

    private FileDescription(TfLiteFile file, int index) {
        this.file = file;
        this.index = index;
        this.mask = file.outputs().get(index);
    }

    /**
     * Describes a file.
     *
     * @throws ModelException if none of its outputs is a mask
     */
    static ModelDescription describe(String name, String sha256, TfLiteFile file)
            throws ModelException {
        return describe(name, sha256, file, maskIndex(file));
    }

    /** Describes a file of which it is known which output is the mask. */
    static ModelDescription describe(String name, String sha256, TfLiteFile file, int index) {
        return new FileDescription(file, index).description(name, sha256);
    }

    private ModelDescription description(String name, String sha256) {
        TfLiteMetadata metadata = file.metadata();
        OutputKind kind = kind();
        ModelInput input =
                new ModelInput(file.input().width(), file.input().height(), normalization());
        ModelOutput output =
                new ModelOutput(index, kind, activation(kind), mask.width(), mask.height());
        List<Label> labels = labels(kind);
        return new ModelDescription(
                name,
                metadata.version().orElse(NO_VERSION),
                metadata.title().orElse(name),
                sha256,
                metadata.license().orElse("unknown"),
                input,
                output,
                labels,
                warnings,
                displayNames(kind, labels.size()));
    }

    /** The largest output of four dimensions, else the largest of class indices. */
    private static int maskIndex(TfLiteFile file) throws ModelException {
        List<TensorFacts> outputs = file.outputs();
        Optional<TensorFacts> mask =
                outputs.stream()
                        .filter(output -> output.isScores() || output.isIndices())
                        .max(
                                Comparator.comparing(
                                                (TensorFacts output) -> output.shape().size() == 4)
                                        .thenComparing(TensorFacts::elements));
        if (mask.isEmpty()) {
            throw new ModelException(
                    "%s gives no segmentation mask: its outputs are %s, but a mask is [1, H, W, C] scores or [1, H, W] whole-number class indices"
                            .formatted(file.name(), outputs));
        }
        if (mask.get().channels() > LabelMap.MOST) {
            throw new ModelException(
                    "%s has %d classes, but at most %d are supported"
                            .formatted(file.name(), mask.get().channels(), LabelMap.MOST));
        }
        return outputs.indexOf(mask.get());
    }

    private OutputKind kind() {
        if (mask.isIndices()) {
            return OutputKind.CLASS_INDICES;
        }
        return mask.channels() == 1 ? OutputKind.FOREGROUND_SCORE : OutputKind.SCORES;
    }

    private Normalization normalization() {
        Optional<Normalization> known =
                file.input().quantizedNormalization().or(() -> file.metadata().normalization());
        if (known.isEmpty()) {
            warnings.add(
                    "%s does not say how its input is normalized: mean 127.5 and std 127.5 are used"
                            .formatted(file.name()));
        }
        return known.orElse(Normalization.DEFAULT);
    }

    private Activation activation(OutputKind kind) {
        if (kind == OutputKind.CLASS_INDICES) {
            return Activation.NONE;
        }
        if (file.metadata().activation().isPresent()) {
            return file.metadata().activation().get();
        }
        if (mask.producer() == BuiltinOperator.SOFTMAX
                || mask.producer() == BuiltinOperator.LOGISTIC) {
            return Activation.NONE;
        }
        Activation usual = kind == OutputKind.SCORES ? Activation.SOFTMAX : Activation.SIGMOID;
        warnings.add(
                "%s does not say what makes its scores confidences: %s is used"
                        .formatted(
                                file.name(), usual == Activation.SOFTMAX ? "softmax" : "sigmoid"));
        return usual;
    }

    private List<Label> labels(OutputKind kind) {
        List<String> names = file.metadata().labels().getOrDefault(index, List.of());
        return switch (kind) {
            case SCORES -> LabelMap.labels(fitted(names, mask.channels()));
            case FOREGROUND_SCORE -> LabelMap.labels(foreground(names));
            case CLASS_INDICES -> LabelMap.labels(indices(names));
        };
    }

    /** The names in other languages, of which those count that have one for each class. */
    private Map<Locale, List<String>> displayNames(OutputKind kind, int classes) {
        Map<Locale, List<String>> fitting = new HashMap<>();
        file.metadata()
                .displayNames()
                .getOrDefault(index, Map.of())
                .forEach(
                        (locale, names) -> {
                            List<String> all =
                                    kind == OutputKind.FOREGROUND_SCORE ? foreground(names) : names;
                            if (all.size() == classes) {
                                fitting.put(locale, all);
                            } else {
                                warnings.add(
                                        "%s has %d classes, but its label map in the language %s has %d names and is not used"
                                                .formatted(
                                                        file.name(),
                                                        classes,
                                                        locale.toLanguageTag(),
                                                        all.size()));
                            }
                        });
        return fitting;
    }

    /** As many names as there are classes. */
    private List<String> fitted(List<String> names, int classes) {
        if (names.isEmpty()) {
            warnings.add(
                    "%s has no label map: its classes are called class 0 to class %d"
                            .formatted(file.name(), classes - 1));
        } else if (names.size() != classes) {
            warnings.add(
                    "%s has %d classes, but its label map has %d names"
                            .formatted(file.name(), classes, names.size()));
        }
        List<String> fitted = new ArrayList<>(names.subList(0, Math.min(classes, names.size())));
        while (fitted.size() < classes) {
            fitted.add("class " + fitted.size());
        }
        return fitted;
    }

    /** A label map of one name is that of the foreground. */
    private List<String> foreground(List<String> names) {
        if (names.size() == 1) {
            return List.of("background", names.getFirst());
        }
        return names.isEmpty() ? List.of("background", "foreground") : fitted(names, 2);
    }

    private List<String> indices(List<String> names) {
        if (!names.isEmpty()) {
            return names.subList(0, Math.min(names.size(), LabelMap.MOST));
        }
        String more =
                mask.type() == TensorType.UINT8 || mask.type() == TensorType.INT8
                        ? ""
                        : "; an index above that has no label";
        warnings.add(
                "%s has no label map: its classes are called class 0 to class %d%s"
                        .formatted(file.name(), INDICES_OF_A_BYTE - 1, more));
        return fittedQuietly(INDICES_OF_A_BYTE);
    }

    private static List<String> fittedQuietly(int classes) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            names.add("class " + i);
        }
        return names;
    }
}
