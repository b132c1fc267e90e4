// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.List;
import org.vitral.image.Region;

/**
 * A region as the runs that it is made of.
 *
 * @param runs those of all regions, region by region
 * @param from the first one of this region
 * @param to the first one behind it
 */
record RunRegion(
        int label,
        long area,
        Region box,
        double centroidX,
        double centroidY,
        Runs runs,
        int from,
        int to,
        int maskWidth,
        int maskHeight)
        implements ConnectedRegion {

    @Override
    public List<Polygon> polygons(double tolerance) {
        return RunOutline.polygons(runs.slice(from, to), tolerance);
    }

    @Override
    public RunLengths runLengths() {
        return RunColumns.runLengths(runs.slice(from, to), maskWidth, maskHeight);
    }

    @Override
    public String toString() {
        return "Region of class %d, %d pixels within %s".formatted(label, area, box);
    }
}
