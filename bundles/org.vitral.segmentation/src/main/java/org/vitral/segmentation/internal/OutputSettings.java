// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Arrays;
import java.util.List;
import org.vitral.model.Activation;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.OutputSize;
import org.vitral.segmentation.OutputType;
import org.vitral.segmentation.SegmentationException;

/**
 * What a configuration says of the masks, as it says it. Blank texts, empty lists and thresholds of
 * 0 say nothing.
 */
record OutputSettings(
        String type,
        String size,
        String displayNamesLocale,
        List<String> allowed,
        List<String> denied,
        double scoreThreshold,
        double marginThreshold,
        String activation) {

    static final OutputSettings NONE =
            new OutputSettings("", "", "", List.of(), List.of(), 0, 0, "");

    static OutputSettings of(SegmenterConfiguration configuration) {
        return new OutputSettings(
                configuration.output_type().strip(),
                configuration.output_size().strip(),
                configuration.display_names_locale().strip(),
                filled(configuration.category_allow()),
                filled(configuration.category_deny()),
                configuration.score_threshold(),
                configuration.margin_threshold(),
                configuration.activation().strip());
    }

    private static List<String> filled(String[] names) {
        return Arrays.stream(names).filter(name -> !name.isBlank()).toList();
    }

    /**
     * The options.
     *
     * @throws SegmentationException if something cannot be understood
     */
    OutputOptions options() throws SegmentationException {
        try {
            OutputOptions options = OutputOptions.DEFAULT.withAllowed(allowed).withDenied(denied);
            options = type.isEmpty() ? options : options.withType(OutputType.parse(type));
            options = size.isEmpty() ? options : options.withSize(OutputSize.parse(size));
            options =
                    displayNamesLocale.isEmpty()
                            ? options
                            : options.withDisplayNamesLocale(
                                    OutputOptions.parseLocale(displayNamesLocale));
            options = scoreThreshold == 0 ? options : options.withScoreThreshold(scoreThreshold);
            options = marginThreshold == 0 ? options : options.withMarginThreshold(marginThreshold);
            return activation.isEmpty()
                    ? options
                    : options.withActivation(Activation.parse(activation));
        } catch (IllegalArgumentException refused) {
            throw new SegmentationException(refused.getMessage(), refused);
        }
    }
}
