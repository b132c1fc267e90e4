// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.vitral.model.Label;

/** The colour of each class, and which class is the background and has none. */
final class ClassColors {

    /** What label maps call the class of whatever is nothing else. */
    private static final Set<String> BACKGROUND =
            Set.of(
                    "background",
                    "_background_",
                    "__background__",
                    "unlabeled",
                    "unlabelled",
                    "void");

    private static final int NO_BACKGROUND = -1;
    private static final int NO_LABEL = 0x808080;

    private final List<Label> labels;
    private final int background;

    ClassColors(List<Label> labels) {
        this.labels = labels;
        this.background = backgroundOf(labels);
    }

    /**
     * Whether the class is not drawn. It is the one that a label map calls background; where none
     * is called so, class 0 by convention, unless it has a name of its own (road, in Cityscapes).
     */
    boolean isBackground(int index) {
        return index == background;
    }

    /**
     * The colour of a class, {@code 0xRRGGBB}; grey where the label map does not know the class.
     */
    int rgb(int index) {
        return index < labels.size() ? labels.get(index).rgb() : NO_LABEL;
    }

    private static int backgroundOf(List<Label> labels) {
        for (Label label : labels) {
            if (BACKGROUND.contains(label.name().strip().toLowerCase(Locale.ROOT))) {
                return label.index();
            }
        }
        boolean nameless = labels.isEmpty() || hasNoName(labels.getFirst());
        return nameless ? 0 : NO_BACKGROUND;
    }

    /** Whether a name only counts: nothing, {@code 0}, {@code class 0}, {@code ???}. */
    private static boolean hasNoName(Label label) {
        String name = label.name().strip();
        return name.chars().noneMatch(Character::isLetter)
                || name.matches("(?i)(class|label|category)[ _-]*0+");
    }
}
