// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.ArrayList;
import java.util.List;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.DelegateChain;
import org.vitral.segmentation.Segmentation;

/** What a user should know about the model and its delegates before the first result. */
final class SegmentNotes {

    private final EngineChoice engine;
    private final Platform platform;

    SegmentNotes(EngineChoice engine, Platform platform) {
        this.engine = engine;
        this.platform = platform;
    }

    /**
     * Why this model, if nobody asked for it, and what was assumed about it; why not the delegates
     * that were asked for.
     */
    List<String> about(Segmentation first) {
        ModelDescription model = first.model();
        List<String> notes = new ArrayList<>();
        if (engine.model().isEmpty()) {
            try {
                platform.models().preferenceNote().ifPresent(notes::add);
            } catch (FailureException e) {
                // The segmenter had its model without a repository: nobody knows a preference.
            }
        }
        for (String warning : model.warnings()) {
            notes.add(warning.contains(model.name()) ? warning : model.name() + ": " + warning);
        }
        String asked = engine.delegate().chain().map(DelegateChain::toString).orElse("auto");
        if (!asked.equals("auto") && !asked.equals(first.delegate())) {
            notes.add("--delegate %s: %s".formatted(asked, first.delegateReason()));
        }
        notes.addAll(first.notes());
        return notes;
    }
}
