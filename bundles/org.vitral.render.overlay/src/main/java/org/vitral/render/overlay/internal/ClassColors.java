// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    private final List<Label> labels;
    private final int background;
    private final Palette palette;
    private final Map<Integer, Integer> custom;

    ClassColors(List<Label> labels) {
        this(labels, Palette.MODEL, Map.of());
    }

    /**
     * Colours of a palette, but for some classes others.
     *
     * @param custom the other ones, {@code 0xRRGGBB}, by the indices of the classes
     */
    ClassColors(List<Label> labels, Palette palette, Map<Integer, Integer> custom) {
        this.labels = labels;
        this.palette = palette;
        this.custom = custom;
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
     * The colour of a class, {@code 0xRRGGBB}; from the label map, it is grey where that does not
     * know the class.
     */
    int rgb(int index) {
        Integer own = custom.isEmpty() ? null : custom.get(index);
        if (own != null) {
            return own;
        }
        // What a label map says of its background is kept; elsewhere it is black.
        return palette != Palette.MODEL && index == background ? 0 : palette.rgb(labels, index);
    }

    static int backgroundOf(List<Label> labels) {
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
