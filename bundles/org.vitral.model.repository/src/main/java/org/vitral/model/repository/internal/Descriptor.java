// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Version;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;

/**
 * What {@code model.json} and the label map beside it say of a model (models/README.md documents
 * the format).
 *
 * @param name the name that users say
 * @param version the version of the model
 * @param title one line for a person
 * @param scope what the model recognises, a clause for a person
 * @param license the SPDX identifier of its licence
 * @param holder who holds the copyright
 * @param preference the higher, the rather it is the default model
 * @param files the files that hold it, the one to be fetched and bundled first
 * @param input the image that it takes
 * @param output the mask that it gives
 * @param labelMap the name of the label map beside the descriptor, or of published labels
 * @param labels the classes
 * @param displayNames the names of all classes in other languages
 * @param golden pictures and the masks that it gives for them
 */
public record Descriptor(
        String name,
        Version version,
        String title,
        String scope,
        String license,
        String holder,
        int preference,
        List<ModelFile> files,
        ModelInput input,
        ModelOutput output,
        String labelMap,
        List<Label> labels,
        Map<Locale, List<String>> displayNames,
        List<GoldenFile> golden) {

    public Descriptor {
        golden = List.copyOf(golden);
        files = List.copyOf(files);
        labels = List.copyOf(labels);
        displayNames = Map.copyOf(displayNames);
    }

    /** The file that is fetched and bundled. */
    public ModelFile file() {
        return files.getFirst();
    }

    /** The file of that checksum, where this model has it. */
    Optional<ModelFile> file(String sha256) {
        return files.stream().filter(file -> file.sha256().equals(sha256)).findFirst();
    }

    /** The name under which its file is kept in the local cache. */
    public String cacheName() {
        return name + "-" + version + ".tflite";
    }

    /** All that is known of one of the files of this model. */
    ModelDescription describe(ModelFile file) {
        return new ModelDescription(
                name,
                version.toString(),
                title,
                file.sha256(),
                license,
                input,
                output,
                labels,
                List.of(),
                displayNames);
    }
}
