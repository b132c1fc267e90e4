// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.BitSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.vitral.model.Activation;
import org.vitral.model.ModelDescription;
import org.vitral.model.OutputKind;

/**
 * What the masks of a segmentation shall be. Nothing said leaves it to the segmenter's
 * configuration, and where that says nothing either, to the defaults stated here.
 *
 * <p><b>Ruled out.</b> A class that a list rules out, and a winner below a threshold, does not
 * leave its pixel to the class that comes second: that one did not win. The pixel becomes
 * background where the model has a class for it, which is the class 0 with the name {@code
 * background}, unless the deny list names just that. Else the pixel is unlabelled: 255 in a mask of
 * one byte a pixel, 65,535 in one of two ({@link Segmentation#unlabelled()}). A model of 256
 * classes needs all values of a byte, so its masks have two bytes where pixels may be unlabelled.
 * Background that is not sure stays background. Confidence masks tell what the model said, and know
 * of none of this.
 *
 * @param type the masks that the call makes before it returns, so that their time and their errors
 *     belong to it; nothing: each is made when it is first asked for
 * @param size the size of {@link Segmentation#categoryMask()} and of {@link
 *     Segmentation#confidenceMask(int)}; nothing: the size of the image for the category mask, and
 *     that of the model for confidences
 * @param displayNamesLocale the language of {@link org.vitral.model.Label#displayName()}; nothing:
 *     the names of the label map
 * @param allowed the only classes that may be found, besides background: names, display names in
 *     that language, or indices; empty: all. A name counts first, in any case
 * @param denied the classes that may not be found, in the same way; empty: none
 * @param scoreThreshold the confidence that a winner has at least, from 0 to 1; nothing: 0
 * @param marginThreshold by how much the confidence of a winner exceeds that of the second at
 *     least, from 0 to 1; nothing: 0
 * @param activation what makes scores into confidences; nothing: what the model says
 */
public record OutputOptions(
        Optional<OutputType> type,
        Optional<OutputSize> size,
        Optional<Locale> displayNamesLocale,
        List<String> allowed,
        List<String> denied,
        OptionalDouble scoreThreshold,
        OptionalDouble marginThreshold,
        Optional<Activation> activation) {

    /** Nothing said. */
    public static final OutputOptions DEFAULT =
            new OutputOptions(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    Optional.empty());

    /**
     * Options that agree with each other.
     *
     * @throws IllegalArgumentException if there is an allow list and a deny list, or a name is
     *     blank, or a threshold is not from 0 to 1
     */
    public OutputOptions {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(displayNamesLocale, "displayNamesLocale");
        Objects.requireNonNull(activation, "activation");
        allowed = ClassNames.stripped(allowed);
        denied = ClassNames.stripped(denied);
        if (!allowed.isEmpty() && !denied.isEmpty()) {
            throw new IllegalArgumentException(
                    "Classes are allowed or denied, not both, but %s are allowed and %s denied"
                            .formatted(allowed, denied));
        }
        check("score", scoreThreshold);
        check("margin", marginThreshold);
    }

    private static void check(String name, OptionalDouble threshold) {
        // Written so that a NaN is refused.
        if (threshold.isPresent()
                && !(threshold.getAsDouble() >= 0 && threshold.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(
                    "A %s threshold is from 0 to 1, not %s"
                            .formatted(name, threshold.getAsDouble()));
        }
    }

    /** These options, with masks made before the call returns. */
    public OutputOptions withType(OutputType masks) {
        return new OutputOptions(
                Optional.of(masks),
                size,
                displayNamesLocale,
                allowed,
                denied,
                scoreThreshold,
                marginThreshold,
                activation);
    }

    /** These options, with masks of a size. */
    public OutputOptions withSize(OutputSize masks) {
        return new OutputOptions(
                type,
                Optional.of(masks),
                displayNamesLocale,
                allowed,
                denied,
                scoreThreshold,
                marginThreshold,
                activation);
    }

    /**
     * These options, with names in a language. Where the model does not have it, the more general
     * one is taken (RFC 4647, 3.4, Lookup: {@code de-AT}, then {@code de}), and at last the names
     * of the label map, which a note of the segmentation tells.
     */
    public OutputOptions withDisplayNamesLocale(Locale locale) {
        return new OutputOptions(
                type,
                size,
                Optional.of(locale),
                allowed,
                denied,
                scoreThreshold,
                marginThreshold,
                activation);
    }

    /** These options, with an allow list, which may be empty. */
    public OutputOptions withAllowed(List<String> classes) {
        return new OutputOptions(
                type,
                size,
                displayNamesLocale,
                classes,
                denied,
                scoreThreshold,
                marginThreshold,
                activation);
    }

    /** These options, with a deny list, which may be empty. */
    public OutputOptions withDenied(List<String> classes) {
        return new OutputOptions(
                type,
                size,
                displayNamesLocale,
                allowed,
                classes,
                scoreThreshold,
                marginThreshold,
                activation);
    }

    /** These options, with a confidence that a winner has at least. */
    public OutputOptions withScoreThreshold(double least) {
        return new OutputOptions(
                type,
                size,
                displayNamesLocale,
                allowed,
                denied,
                OptionalDouble.of(least),
                marginThreshold,
                activation);
    }

    /** These options, with a margin that a winner has at least. */
    public OutputOptions withMarginThreshold(double least) {
        return new OutputOptions(
                type,
                size,
                displayNamesLocale,
                allowed,
                denied,
                scoreThreshold,
                OptionalDouble.of(least),
                activation);
    }

    /** These options, with another activation than the model's. */
    public OutputOptions withActivation(Activation other) {
        return new OutputOptions(
                type,
                size,
                displayNamesLocale,
                allowed,
                denied,
                scoreThreshold,
                marginThreshold,
                Optional.of(other));
    }

    /**
     * These options, and other ones for what is not said here. A list here replaces both of the
     * others'.
     */
    public OutputOptions orElse(OutputOptions others) {
        boolean lists = !allowed.isEmpty() || !denied.isEmpty();
        return new OutputOptions(
                type.or(others::type),
                size.or(others::size),
                displayNamesLocale.or(others::displayNamesLocale),
                lists ? allowed : others.allowed,
                lists ? denied : others.denied,
                scoreThreshold.isPresent() ? scoreThreshold : others.scoreThreshold,
                marginThreshold.isPresent() ? marginThreshold : others.marginThreshold,
                activation.or(others::activation));
    }

    /**
     * Reads a language tag such as {@code de-AT}, or {@code de_AT}, as Java and POSIX write it.
     *
     * @throws IllegalArgumentException if it is not well-formed
     */
    public static Locale parseLocale(String tag) {
        try {
            Locale locale =
                    new Locale.Builder().setLanguageTag(tag.strip().replace('_', '-')).build();
            if (!locale.getLanguage().isEmpty()) {
                return locale;
            }
        } catch (IllformedLocaleException e) {
            // The same sentence as for a tag without a language.
        }
        throw new IllegalArgumentException(
                "A language is a tag such as de, de-AT or zh-Hant, not '%s'".formatted(tag));
    }

    /**
     * The indices of the classes of a model that the lists rule out. An allow list rules out all
     * others but the background.
     *
     * @throws IllegalArgumentException if the model has no such class; the message says what it
     *     has, or the name that is nearest
     */
    public BitSet ruledOut(ModelDescription model) {
        ClassNames names = new ClassNames(model, displayNamesLocale);
        if (allowed.isEmpty()) {
            return names.indices(denied);
        }
        BitSet others = names.indices(allowed);
        others.flip(0, names.classes());
        if (model.hasBackground()) {
            others.clear(0);
        }
        return others;
    }

    /**
     * Checks that a model can do what is asked.
     *
     * @throws IllegalArgumentException if it cannot, such as a threshold where it gives no scores,
     *     or a class that it does not have
     */
    public void checkFits(ModelDescription model) {
        OutputKind kind = model.output().kind();
        if (kind == OutputKind.CLASS_INDICES) {
            String asked =
                    activation.isPresent()
                            ? "an activation"
                            : scoreThreshold.isPresent() || marginThreshold.isPresent()
                                    ? "a threshold"
                                    : type.isPresent() && type.get().hasConfidence()
                                            ? "a confidence mask"
                                            : "";
            if (!asked.isEmpty()) {
                throw new IllegalArgumentException(
                        "The model %s gives the index of the class at each place and no scores, which %s needs"
                                .formatted(model.name(), asked));
            }
        }
        if (kind == OutputKind.FOREGROUND_SCORE
                && activation.equals(Optional.of(Activation.SOFTMAX))) {
            throw new IllegalArgumentException(
                    "Softmax needs a score for each class, but the model %s gives one for the foreground only: none or sigmoid would do"
                            .formatted(model.name()));
        }
        ruledOut(model);
    }
}
