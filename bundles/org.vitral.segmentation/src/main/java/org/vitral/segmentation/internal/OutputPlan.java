// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelOutput;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.OutputSize;

/**
 * What output options mean for one model. Immutable, so that it can serve one image after the
 * other.
 *
 * @param options what was asked for
 * @param output the model's mask, with the activation that was asked for
 * @param classes the number of classes that a mask of the model can hold
 * @param labels the model's classes, in the language that was asked for
 * @param ruledOut the classes that a list rules out
 * @param scoreThreshold the least confidence of a winner, or 0
 * @param marginThreshold the least margin of a winner, or 0
 * @param background whether what is ruled out becomes background
 * @param notes what the caller should know of how the options were met
 */
record OutputPlan(
        OutputOptions options,
        ModelOutput output,
        int classes,
        List<Label> labels,
        BitSet ruledOut,
        float scoreThreshold,
        float marginThreshold,
        boolean background,
        List<String> notes) {

    /**
     * The plan for a model.
     *
     * @param classes the number of classes that a mask of the model can hold
     * @throws IllegalArgumentException if the model cannot do what is asked
     */
    static OutputPlan of(ModelDescription model, int classes, OutputOptions options) {
        options.checkFits(model);
        Optional<Locale> locale = options.displayNamesLocale();
        boolean backgroundDenied = !options.denied().isEmpty() && options.ruledOut(model).get(0);
        return new OutputPlan(
                options,
                options.activation().map(model.output()::with).orElse(model.output()),
                classes,
                locale.map(model::labelsIn).orElse(model.labels()),
                options.ruledOut(model),
                (float) options.scoreThreshold().orElse(0),
                (float) options.marginThreshold().orElse(0),
                model.hasBackground() && !backgroundDenied,
                locale.flatMap(asked -> note(model, asked)).stream().toList());
    }

    private static Optional<String> note(ModelDescription model, Locale asked) {
        if (model.displayNamesLocale(asked).isPresent()) {
            return Optional.empty();
        }
        List<String> known =
                model.displayNames().keySet().stream().map(Locale::toLanguageTag).sorted().toList();
        return Optional.of(
                "The model %s has no names in the language '%s', so those of its label map are shown (known: %s)"
                        .formatted(
                                model.name(),
                                asked.toLanguageTag(),
                                known.isEmpty() ? "none" : String.join(", ", known)));
    }

    /** Whether a pixel may be ruled out at all. */
    boolean filters() {
        return !ruledOut.isEmpty() || scoreThreshold > 0 || marginThreshold > 0;
    }

    /** The bytes that a pixel of a category mask takes. */
    int bytesPerPixel() {
        return classes <= (filters() && !background ? 255 : 256) ? 1 : 2;
    }

    /** What stands for pixels that no class took, where there can be any. */
    Optional<Label> unlabelled() {
        return filters() && !background
                ? Optional.of(Label.unlabelled(bytesPerPixel()))
                : Optional.empty();
    }

    /** What a pixel becomes that is ruled out. */
    int replacement() {
        return unlabelled().map(Label::index).orElse(0);
    }

    /**
     * The label of a value in a mask; a model may give indices that its label map does not name.
     */
    Label label(int index) {
        return index < labels.size()
                ? labels.get(index)
                : unlabelled()
                        .filter(none -> none.index() == index)
                        .orElseGet(() -> new Label(index, "class " + index, 0x808080));
    }

    /** The classes whose confidence masks a call makes. */
    int[] confident() {
        BitSet kept = new BitSet();
        kept.set(0, classes);
        kept.andNot(ruledOut);
        return kept.stream().toArray();
    }

    /** The size of the category mask, which is that of the image where nothing is said. */
    OutputSize categorySize() {
        return options.size().orElse(OutputSize.SOURCE);
    }

    /** The size of confidence masks, which is that of the model where nothing is said. */
    OutputSize confidenceSize() {
        return options.size().orElse(OutputSize.MODEL);
    }
}
