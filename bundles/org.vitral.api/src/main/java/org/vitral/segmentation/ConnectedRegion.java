// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.vitral.image.Region;

/**
 * Pixels of one class that hang together. All coordinates are those of the mask that it was found
 * in; {@link Frames} leads to others. A value of its own, which outlives mask and segmentation. For
 * any number of threads.
 */
@ProviderType
public interface ConnectedRegion {

    /** The index of the class. */
    int label();

    /** The number of pixels, at least 1. */
    long area();

    /** The smallest rectangle that holds it. */
    Region box();

    /** The mean of the centres of its pixels, from left to right: 0.5 for the first column. */
    double centroidX();

    /** The mean of the centres of its pixels, from top to bottom: 0.5 for the first row. */
    double centroidY();

    /**
     * Its exact contours: one polygon, and for {@link Connectivity#EIGHT} one for each part that
     * hangs together by sides. Computed at each call.
     */
    default List<Polygon> polygons() {
        return polygons(0);
    }

    /**
     * Its contours with fewer corners. Computed at each call.
     *
     * @param tolerance how far, in pixels, an exact corner may lie from what replaces it; 0 for the
     *     exact contours
     * @see CategoryMask#polygons(int, double)
     */
    List<Polygon> polygons(double tolerance);

    /** Its pixels as run lengths of the whole mask. Computed at each call. */
    RunLengths runLengths();
}
