// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.List;
import java.util.Objects;

/**
 * An area with straight sides, and the holes in it.
 *
 * <p>The direction of the rings is GeoJSON's (RFC 7946, 3.1.6): by the numbers of the coordinates
 * the outer ring runs counter-clockwise, its {@link Ring#signedArea()} is positive, and the holes
 * run clockwise. As y points down on a screen, it looks the other way round there. Rings neither
 * cross themselves nor each other; two of them may share a corner.
 *
 * @param outer the outer ring
 * @param holes the rings of the holes, none in many cases
 */
public record Polygon(Ring outer, List<Ring> holes) {
    public Polygon {
        Objects.requireNonNull(outer, "outer");
        holes = List.copyOf(holes);
    }

    /** The area without that of the holes. For an exact contour this is the number of pixels. */
    public double area() {
        double area = outer.signedArea();
        for (Ring hole : holes) {
            area += hole.signedArea();
        }
        return area;
    }
}
