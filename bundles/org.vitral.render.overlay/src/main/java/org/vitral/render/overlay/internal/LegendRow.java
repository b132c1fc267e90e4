// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.vitral.segmentation.LabelShare;

/**
 * One line of the legend.
 *
 * @param swatch the colour beside the text, if the line is about one class
 * @param text what was found
 * @param share its part of the picture, for a person; empty where there is nothing to say
 */
record LegendRow(OptionalInt swatch, String text, String share) {

    /** The lines for what was found, the largest first and the background left out. */
    static List<LegendRow> of(List<LabelShare> found, ClassColors colors, int limit) {
        List<LabelShare> shown =
                found.stream()
                        .filter(label -> !colors.isBackground(label.label().index()))
                        .sorted(Comparator.comparingDouble(LabelShare::share).reversed())
                        .toList();
        if (shown.isEmpty()) {
            return List.of(new LegendRow(OptionalInt.empty(), "nothing found", ""));
        }
        int listed = shown.size() <= limit ? shown.size() : limit - 1;
        List<LegendRow> rows = new ArrayList<>();
        for (LabelShare label : shown.subList(0, listed)) {
            rows.add(
                    new LegendRow(
                            OptionalInt.of(colors.rgb(label.label().index())),
                            label.label().displayName().strip(),
                            percent(label.share())));
        }
        if (listed < shown.size()) {
            List<LabelShare> rest = shown.subList(listed, shown.size());
            rows.add(
                    new LegendRow(
                            OptionalInt.empty(),
                            "+" + rest.size() + " more",
                            percent(rest.stream().mapToDouble(LabelShare::share).sum())));
        }
        return rows;
    }

    /** A share in per cent with one decimal; the point is a point in every locale. */
    static String percent(double share) {
        long tenths = Math.round(share * 1000);
        if (tenths == 0) {
            return "<0.1%";
        }
        return tenths / 10 + "." + tenths % 10 + "%";
    }
}
