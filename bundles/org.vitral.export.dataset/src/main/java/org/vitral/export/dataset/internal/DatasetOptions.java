// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import org.vitral.option.Option;

/** Options that several of the formats have. */
final class DatasetOptions {

    static final Option<Boolean> BACKGROUND =
            Option.flag("background", false, "Also write the class that is called background");

    static final Option<Integer> MIN_AREA =
            Option.wholeNumber(
                    "min-area", 1, 1, Integer.MAX_VALUE, "Leave out what has fewer pixels");

    static final Option<Double> TOLERANCE =
            Option.number(
                    "tolerance",
                    0,
                    0,
                    100,
                    "How far, in pixels, a corner may lie from the line that replaces it");

    static final Option<Per> PER =
            Option.choice("per", Per.REGION, "What one annotation is: a region or a whole class");

    static final Option<Boolean> IMAGES =
            Option.flag("images", true, "Also write the photographs, upright, as JPEG");

    private DatasetOptions() {}
}
