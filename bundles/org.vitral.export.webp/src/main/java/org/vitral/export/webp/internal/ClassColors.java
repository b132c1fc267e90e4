// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.webp.internal;

import java.util.List;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;

/** The colours of the values that a pixel of a mask can have. */
final class ClassColors {

    private static final int NO_LABEL = 0x808080;
    private static final int OPAQUE = 0xff000000;

    private ClassColors() {}

    /** The colour of each value as {@code 0xRRGGBB}; grey for those that are no class. */
    static int[] rgb(int values, List<Label> labels) {
        int[] rgb = new int[values];
        for (int i = 0; i < values; i++) {
            rgb[i] = i < labels.size() ? labels.get(i).rgb() : NO_LABEL;
        }
        return rgb;
    }

    /**
     * The colour of each value as {@code 0xAARRGGBB}. The background and the last value, which is
     * that of a pixel that no class took, are transparent.
     */
    static int[] argb(int values, ModelDescription model) {
        int[] argb = rgb(values, model.labels());
        for (int i = 0; i < values; i++) {
            argb[i] |= OPAQUE;
        }
        if (model.labels().size() < values) {
            argb[values - 1] = 0;
        }
        if (model.hasBackground()) {
            argb[0] = 0;
        }
        return argb;
    }
}
