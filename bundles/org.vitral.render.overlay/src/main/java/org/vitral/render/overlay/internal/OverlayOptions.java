// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.List;
import org.vitral.option.Option;

/** What can be chosen of an overlay. */
final class OverlayOptions {

    private static final int WIDEST = 64;

    static final Option<Double> OPACITY =
            Option.number(
                    "opacity",
                    0.5,
                    0,
                    1,
                    "How much of a class's colour is seen; 1 hides the photograph");

    static final Option<Boolean> OUTLINE =
            Option.flag("outline", true, "Whether a line is drawn where classes meet");

    static final Option<Double> OUTLINE_WIDTH =
            Option.number(
                    "outline-width",
                    0,
                    0,
                    WIDEST,
                    "The width of that line in pixels; 0 for one that suits the picture");

    static final Option<Integer> OUTLINE_COLOR =
            Option.color("outline-color", Style.WHITE, "The colour of that line");

    static final Option<Boolean> LABELS =
            Option.flag("labels", false, "Whether the names of the classes are written on them");

    static final Option<Boolean> LEGEND =
            Option.flag("legend", true, "Whether a legend with the share of each class is drawn");

    static final List<Option<?>> ALL =
            List.of(
                    OPACITY,
                    ColorOptions.PALETTE,
                    ColorOptions.COLORS,
                    OUTLINE,
                    OUTLINE_WIDTH,
                    OUTLINE_COLOR,
                    LABELS,
                    LEGEND);

    private OverlayOptions() {}
}
