// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.ArrayList;
import java.util.List;
import org.vitral.model.ModelDescription;

/** What a user should know about the model before the first result. */
final class SegmentNotes {

    private final SegmentOptions options;
    private final Platform platform;

    SegmentNotes(SegmentOptions options, Platform platform) {
        this.options = options;
        this.platform = platform;
    }

    /** Why this model, if nobody asked for it; and what was assumed about it. */
    List<String> about(ModelDescription model) {
        List<String> notes = new ArrayList<>();
        if (options.model().isEmpty()) {
            try {
                platform.models().preferenceNote().ifPresent(notes::add);
            } catch (FailureException e) {
                // The segmenter had its model without a repository: nobody knows a preference.
            }
        }
        for (String warning : model.warnings()) {
            notes.add(warning.contains(model.name()) ? warning : model.name() + ": " + warning);
        }
        return notes;
    }
}
