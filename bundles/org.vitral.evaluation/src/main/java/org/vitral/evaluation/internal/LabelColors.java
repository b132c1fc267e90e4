// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.vitral.image.ImageException;
import org.vitral.model.Label;

/** Which class a colour stands for. */
final class LabelColors {

    /** What colours stand for that several labels have. */
    private static final int SEVERAL = -1;

    private final Map<Integer, Integer> indices = new HashMap<>();

    /** The colours of labels, and VOC's colour of what is ignored unless a label has it. */
    LabelColors(List<Label> labels, OptionalInt ignored) {
        for (Label label : labels) {
            indices.merge(label.rgb(), label.index(), (_, _) -> SEVERAL);
        }
        if (ignored.isPresent() && ignored.getAsInt() >= labels.size()) {
            indices.putIfAbsent(vocColor(ignored.getAsInt()), ignored.getAsInt());
        }
    }

    /**
     * The class of a colour.
     *
     * @throws ImageException if it is that of none, or of several
     */
    int index(int rgb) throws ImageException {
        Integer index = indices.get(rgb);
        if (index == null || index == SEVERAL) {
            throw new ImageException(
                    "The truth is RGB, and %s label of the model has its colour #%06x; an indexed"
                                    .formatted(index == null ? "no" : "more than one", rgb)
                            + " PNG has the indices of the classes themselves");
        }
        return index;
    }

    /**
     * The colour of an index in the colour map of PASCAL VOC's development kit: its bits, dealt
     * from the lowest on to red, green and blue in turn, are the highest bits of these.
     */
    static int vocColor(int index) {
        int red = 0;
        int green = 0;
        int blue = 0;
        int left = index;
        for (int bit = 7; bit >= 0; bit--) {
            red |= (left & 1) << bit;
            green |= (left >> 1 & 1) << bit;
            blue |= (left >> 2 & 1) << bit;
            left >>= 3;
        }
        return red << 16 | green << 8 | blue;
    }
}
