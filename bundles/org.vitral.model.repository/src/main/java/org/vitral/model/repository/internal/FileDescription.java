// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.lite.schema.BuiltinOperator;
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

    /** DeepLab is trained and evaluated on images of this size. */
    private static final int USUAL_SIZE = 513;

    private final TfLiteFile file;
    private final int index;
    private final TensorFacts mask;
    private final List<String> warnings = new ArrayList<>();

    private FileDescription(TfLiteFile file, int index, List<String> warnings) {
        this.file = file;
        this.index = index;
        this.mask = file.outputs().get(index);
        this.warnings.addAll(warnings);
    }

    /**
     * Describes a file.
     *
     * @throws ModelException if none of its outputs is a mask, or several may be
     */
    static ModelDescription describe(String name, String sha256, TfLiteFile file)
            throws ModelException {
        MaskChoice choice = MaskChoice.of(file);
        TensorFacts mask = file.outputs().get(choice.index());
        if (mask.channels() > LabelMap.MOST) {
            throw new ModelException(
                    "%s has %d classes, but at most %d are supported"
                            .formatted(file.name(), mask.channels(), LabelMap.MOST));
        }
        if (isChannelsFirst(file.input(), mask)) {
            throw new ModelException(
                    "%s gives scores of shape %s for images of %d x %d, channels first (NCHW), but only channels last, [1, H, W, C], are supported"
                            .formatted(
                                    file.name(),
                                    mask.shape(),
                                    file.input().width(0),
                                    file.input().height(0)));
        }
        return new FileDescription(file, choice.index(), choice.warnings())
                .description(name, sha256);
    }

    /** Whether the last two sizes of a mask, and not those before, are the input's. */
    private static boolean isChannelsFirst(TensorFacts input, TensorFacts mask) {
        return mask.shape().size() == 4
                && !input.isOpen()
                && mask.shape().get(1) != input.height(0)
                && mask.shape().get(2) == input.height(0)
                && mask.shape().get(3) == input.width(0);
    }

    /** Describes a file of which it is known which output is the mask. */
    static ModelDescription describe(String name, String sha256, TfLiteFile file, int index) {
        return new FileDescription(file, index, List.of()).description(name, sha256);
    }

    private ModelDescription description(String name, String sha256) {
        TfLiteMetadata metadata = file.metadata();
        OutputKind kind = kind();
        ModelInput input = input();
        OptionalInt quality = MaskChoice.quality(file);
        ModelOutput output =
                new ModelOutput(
                        index,
                        kind,
                        activation(kind),
                        mask.width(input.width()),
                        mask.height(input.height()),
                        quality);
        sayWhatScoresLack(kind);
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

    private ModelInput input() {
        TensorFacts image = file.input();
        if (!image.isOpen()) {
            return new ModelInput(
                    image.width(0), image.height(0), image.channels(), false, normalization());
        }
        Optional<TfLiteMetadata.Size> usual = file.metadata().inputSize();
        // A converter writes 1 for what is open; what is more was meant.
        boolean stored = image.stored().get(1) > 1 && image.stored().get(2) > 1;
        int width =
                image.width(
                        usual.map(TfLiteMetadata.Size::width)
                                .orElse(stored ? image.stored().get(2) : USUAL_SIZE));
        int height =
                image.height(
                        usual.map(TfLiteMetadata.Size::height)
                                .orElse(stored ? image.stored().get(1) : USUAL_SIZE));
        if (usual.isEmpty() && !stored) {
            warnings.add(
                    "%s leaves the size of its input open: %d x %d is used unless another one is asked for"
                            .formatted(file.name(), width, height));
        }
        return new ModelInput(width, height, image.channels(), true, normalization());
    }

    private OutputKind kind() {
        if (mask.isIndices()) {
            return OutputKind.CLASS_INDICES;
        }
        if (mask.channels() > 1) {
            return OutputKind.SCORES;
        }
        // One number a place that three or more names are for is no score of a foreground.
        return file.metadata().labels().getOrDefault(index, List.of()).size() > 2
                ? OutputKind.CLASS_INDICES
                : OutputKind.FOREGROUND_SCORE;
    }

    private void sayWhatScoresLack(OutputKind kind) {
        if (kind != OutputKind.CLASS_INDICES && mask.isQuantized() && mask.scale() == 0) {
            warnings.add(
                    "%s does not say by a scale what its %s scores stand for: they are taken as they are, so that confidences mean little"
                            .formatted(file.name(), mask.typeName()));
        }
        if (kind == OutputKind.FOREGROUND_SCORE && mask.shape().size() == 3) {
            warnings.add(
                    "%s gives one %s number a place, %s, and no ARG_MAX before it: it is taken for the score of the foreground"
                            .formatted(file.name(), mask.typeName(), mask.shape()));
        }
    }

    private Normalization normalization() {
        Optional<Normalization> said = file.metadata().normalization();
        Optional<Normalization> pixels = file.input().quantizedNormalization();
        if (pixels.isPresent()) {
            if (said.isPresent() && !file.input().isFor(said.get())) {
                warnings.add(
                        "%s says that its input is normalized by mean %s and std %s, which its %s numbers cannot hold: pixels are used as they are"
                                .formatted(
                                        file.name(),
                                        said.get().mean(),
                                        said.get().std(),
                                        file.input().typeName()));
                return pixels.get();
            }
            return said.orElse(pixels.get());
        }
        if (said.isEmpty()) {
            warnings.add(
                    "%s does not say how its input is normalized: mean 127.5 and std 127.5 are used"
                            .formatted(file.name()));
        }
        return said.orElse(Normalization.DEFAULT);
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
            case SCORES -> scoreLabels(names, mask.channels());
            case FOREGROUND_SCORE -> LabelMap.labels(foreground(names));
            case CLASS_INDICES -> LabelMap.labels(indices(names));
        };
    }

    private List<Label> scoreLabels(List<String> names, int classes) {
        Optional<PublishedLabels> likely =
                names.isEmpty() ? PublishedLabels.likely(classes) : Optional.empty();
        if (likely.isPresent()) {
            warnings.add(
                    "%s has no label map: it has as many classes as %s, %d, and is taken for a model of these"
                            .formatted(file.name(), likely.get().title(), classes));
            return likely.get().labels();
        }
        return LabelMap.labels(fitted(names, classes));
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
            String hint =
                    classes == PublishedLabels.CITYSCAPES.labels().size()
                            ? "; if they are those of Cityscapes, a descriptor says so: \"labels\": \"cityscapes\""
                            : "";
            warnings.add(
                    "%s has no label map: its classes are called class 0 to class %d%s"
                            .formatted(file.name(), classes - 1, hint));
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
        String more = mask.isByte() ? "" : "; an index above that has no label";
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
