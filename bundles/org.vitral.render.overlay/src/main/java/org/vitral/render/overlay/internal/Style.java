// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import org.vitral.option.Options;

/**
 * How the classes are drawn.
 *
 * @param opacity how much of a class's colour is seen, 0 to 1
 * @param contour whether a line is drawn where classes meet
 * @param lineWidth the width of that line in pixels; 0 for one that suits the picture
 * @param lineColor its colour, {@code 0xRRGGBB}
 * @param labels whether the names of the classes are written on them
 * @param legend whether a legend is drawn
 */
record Style(
        float opacity,
        boolean contour,
        double lineWidth,
        int lineColor,
        boolean labels,
        boolean legend) {

    static final int WHITE = 0xffffff;

    static final Style DEFAULT = new Style(0.5f, true, true);

    /** The thickness of a line as a part of the shorter side of the picture, and its least. */
    private static final double LINE = 1 / 420.0;

    private static final double FINEST_LINE = 1.8;

    Style {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("opacity is 0 to 1, but is " + opacity);
        }
    }

    Style(float opacity, boolean contour, boolean legend) {
        this(opacity, contour, 0, WHITE, false, legend);
    }

    /** This style, but for what a user chose. */
    Style with(Options options) {
        if (options.values().isEmpty()) {
            return this;
        }
        return new Style(
                options.has(OverlayOptions.OPACITY)
                        ? options.get(OverlayOptions.OPACITY).floatValue()
                        : opacity,
                options.has(OverlayOptions.OUTLINE) ? options.get(OverlayOptions.OUTLINE) : contour,
                options.get(OverlayOptions.OUTLINE_WIDTH),
                options.get(OverlayOptions.OUTLINE_COLOR),
                options.get(OverlayOptions.LABELS),
                options.has(OverlayOptions.LEGEND) ? options.get(OverlayOptions.LEGEND) : legend);
    }

    /** The width of the line for a picture. */
    double lineWidth(int width, int height) {
        return lineWidth > 0 ? lineWidth : suiting(width, height);
    }

    /** The width of a line that suits a picture. */
    static double suiting(int width, int height) {
        return Math.max(FINEST_LINE, LINE * Math.min(width, height));
    }
}
