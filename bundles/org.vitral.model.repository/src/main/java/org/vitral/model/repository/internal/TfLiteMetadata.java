// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vitral.model.Activation;
import org.vitral.model.Normalization;

/**
 * What TFLite Metadata in a file says.
 *
 * @param title the name of the model
 * @param version the version of the model
 * @param license the SPDX identifier of its licence
 * @param normalization of the first input
 * @param labels the label map of an output, by the output's index
 * @param displayNames the label maps of an output that have a language, by the output's index
 * @param activation of the segmentation
 * @param outputNames what outputs are called, by the output's index
 * @param inputSize the usual size of the image, where it is open
 */
record TfLiteMetadata(
        Optional<String> title,
        Optional<String> version,
        Optional<String> license,
        Optional<Normalization> normalization,
        Map<Integer, List<String>> labels,
        Map<Integer, Map<Locale, List<String>>> displayNames,
        Optional<Activation> activation,
        Map<Integer, String> outputNames,
        Optional<Size> inputSize) {

    /** The size of an image. */
    record Size(int width, int height) {}

    static final TfLiteMetadata NONE =
            new TfLiteMetadata(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    Map.of(),
                    Optional.empty(),
                    Map.of(),
                    Optional.empty());
}
