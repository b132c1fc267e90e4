// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.vector.internal;

import org.vitral.option.Option;

/** Options that both formats have. */
final class VectorOptions {

    static final Option<Boolean> BACKGROUND =
            Option.flag("background", false, "Also write the class that is called background");

    static final Option<Integer> MIN_AREA =
            Option.wholeNumber(
                    "min-area", 1, 1, Integer.MAX_VALUE, "Leave out regions with fewer pixels");

    static final Option<Double> TOLERANCE =
            Option.number(
                    "tolerance",
                    0,
                    0,
                    100,
                    "How far, in pixels, a corner may lie from the line that replaces it");

    private VectorOptions() {}
}
