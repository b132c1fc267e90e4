// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.List;
import java.util.Objects;

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
        List<String> warnings) {
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
    }

    /** The same model with its input and its mask in other sizes. */
    public ModelDescription withSizes(ModelInput newInput, ModelOutput newOutput) {
        return new ModelDescription(
                name, version, title, sha256, license, newInput, newOutput, labels, warnings);
    }
}
