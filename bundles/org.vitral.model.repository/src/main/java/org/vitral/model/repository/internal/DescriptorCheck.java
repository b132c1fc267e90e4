// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;

/**
 * Compares a descriptor with the file that it describes. Where this finds nothing, the descriptor
 * may stand for the file, and the file need not be read to be described.
 */
public final class DescriptorCheck {
    private DescriptorCheck() {}

    /**
     * What the descriptor says otherwise than the file and its TFLite Metadata, a clause each.
     *
     * @throws ModelException if the file is no segmentation model
     */
    public static List<String> disagreements(Descriptor descriptor, Path file)
            throws ModelException {
        try (OffHeapContent content = OffHeapContent.read(file.toString(), ByteSource.of(file))) {
            return disagreements(
                    descriptor, TfLiteFileReader.read(file.toString(), content.buffer()));
        }
    }

    static List<String> disagreements(Descriptor descriptor, TfLiteFile file) {
        int index = descriptor.output().index();
        if (index >= file.outputs().size()
                || !file.outputs().get(index).isScores()
                        && !file.outputs().get(index).isIndices()) {
            return List.of(
                    "output %d is the mask in the descriptor, but the outputs are %s in the file"
                            .formatted(index, file.outputs()));
        }
        ModelDescription found =
                FileDescription.describe(
                        descriptor.name(), descriptor.file().sha256(), file, index);
        TfLiteMetadata metadata = file.metadata();
        Differences differences = new Differences();
        differences.compare("resizable", descriptor.input().resizable(), found.input().resizable());
        differences.compare("channels", descriptor.input().channels(), found.input().channels());
        if (!found.input().resizable()) {
            differences.compare("input width", descriptor.input().width(), found.input().width());
            differences.compare(
                    "input height", descriptor.input().height(), found.input().height());
            differences.compare(
                    "output width", descriptor.output().width(), found.output().width());
            differences.compare(
                    "output height", descriptor.output().height(), found.output().height());
        }
        differences.compare(
                "normalization", descriptor.input().normalization(), metadata.normalization());
        differences.compare("output kind", descriptor.output().kind(), found.output().kind());
        differences.compare("activation", descriptor.output().activation(), metadata.activation());
        differences.compare("number of labels", descriptor.labels().size(), found.labels().size());
        if (metadata.labels().containsKey(index)) {
            differences.compare("labels", names(descriptor.labels()), names(found.labels()));
        }
        return differences.found;
    }

    private static List<String> names(List<Label> labels) {
        return labels.stream().map(Label::name).toList();
    }

    private static final class Differences {
        final List<String> found = new ArrayList<>();

        void compare(String what, Object said, Object stated) {
            if (!said.equals(stated)) {
                found.add(
                        "%s is %s in the descriptor but %s in the file"
                                .formatted(what, said, stated));
            }
        }

        /** Compares what the file need not state. */
        void compare(String what, Object said, Optional<?> stated) {
            stated.ifPresent(value -> compare(what, said, value));
        }
    }
}
