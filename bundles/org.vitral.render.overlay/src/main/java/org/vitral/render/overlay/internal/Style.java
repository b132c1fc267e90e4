// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

/**
 * How the classes are drawn.
 *
 * @param opacity how much of a class's colour is seen, 0 to 1
 * @param contour whether a line is drawn where classes meet
 * @param legend whether a legend is drawn
 */
record Style(float opacity, boolean contour, boolean legend) {

    static final Style DEFAULT = new Style(0.5f, true, true);

    Style {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("opacity is 0 to 1, but is " + opacity);
        }
    }
}
