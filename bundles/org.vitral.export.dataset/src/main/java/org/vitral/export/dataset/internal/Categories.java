// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.vitral.export.ExportSubject;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;

/**
 * The classes of a data set: those of the model that its first photograph was segmented with. What
 * another model calls otherwise is refused, since a number would then stand for two things.
 */
final class Categories {

    private static final int GREY = 0x808080;

    private ModelDescription model;
    private List<Label> labels = List.of();

    /** Takes a photograph's classes, or says why they do not go with those before. */
    void accept(ExportSubject subject) throws IOException {
        ModelDescription other = subject.segmentation().model();
        if (model == null) {
            model = other;
            labels = other.labels();
        } else if (!names(other).equals(names(model))) {
            throw new IOException(
                    ("%s: it was segmented with %s, whose classes are not those of %s,"
                                    + " which the data set began with")
                            .formatted(subject.name(), title(other), title(model)));
        }
    }

    private static List<String> names(ModelDescription model) {
        return model.labels().stream().map(Label::name).toList();
    }

    private static String title(ModelDescription model) {
        return model.name() + " " + model.version();
    }

    /** The model, or nothing in words. */
    String model() {
        return model == null ? "no model" : title(model);
    }

    /** The class with an index, also one that the label map does not name. */
    Label label(int index) {
        while (index >= labels.size()) {
            labels = new ArrayList<>(labels);
            labels.add(new Label(labels.size(), "class " + labels.size(), GREY));
        }
        return labels.get(index);
    }

    /** Whether an index is that of the background. */
    boolean isBackground(int index) {
        return index == 0 && model != null && model.hasBackground();
    }

    /** All classes, in the order of their indices. */
    List<Label> all() {
        return List.copyOf(labels);
    }

    /** All classes, without the background unless it is wanted. */
    List<Label> all(boolean background) {
        return labels.stream().filter(l -> background || !isBackground(l.index())).toList();
    }
}
