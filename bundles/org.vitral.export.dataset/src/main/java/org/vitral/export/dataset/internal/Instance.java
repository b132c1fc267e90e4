// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vitral.image.Region;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConnectedRegion;
import org.vitral.segmentation.Polygon;
import org.vitral.segmentation.RunLengths;

/**
 * What one annotation stands for, in the frame of the mask.
 *
 * @param label the index of its class
 * @param area its number of pixels
 * @param box the smallest rectangle that holds it
 * @param parts its regions, the largest first
 * @param whole the mask, where it is all of a class
 */
record Instance(int label, long area, Region box, List<ConnectedRegion> parts, CategoryMask whole) {

    /** All of a photograph, the largest region's first. */
    static List<Instance> of(SeenPhotograph photograph, Per per, int minArea) {
        List<Instance> found = new ArrayList<>();
        Map<Integer, List<ConnectedRegion>> classes = new LinkedHashMap<>();
        for (ConnectedRegion region : photograph.mask().regions()) {
            if (region.label() == photograph.unlabelled()) {
                continue;
            }
            if (per == Per.CLASS) {
                classes.computeIfAbsent(region.label(), _ -> new ArrayList<>()).add(region);
            } else if (region.area() >= minArea) {
                found.add(
                        new Instance(
                                region.label(),
                                region.area(),
                                region.box(),
                                List.of(region),
                                null));
            }
        }
        classes.forEach(
                (label, parts) -> {
                    long area = parts.stream().mapToLong(ConnectedRegion::area).sum();
                    if (area >= minArea) {
                        found.add(
                                new Instance(label, area, around(parts), parts, photograph.mask()));
                    }
                });
        return found;
    }

    private static Region around(List<ConnectedRegion> parts) {
        int left = Integer.MAX_VALUE;
        int top = Integer.MAX_VALUE;
        int right = 0;
        int bottom = 0;
        for (ConnectedRegion part : parts) {
            Region box = part.box();
            left = Math.min(left, box.x());
            top = Math.min(top, box.y());
            right = Math.max(right, box.x() + box.width());
            bottom = Math.max(bottom, box.y() + box.height());
        }
        return new Region(left, top, right - left, bottom - top);
    }

    RunLengths runLengths() {
        return whole == null ? parts.getFirst().runLengths() : whole.runLengths(label);
    }

    List<Polygon> polygons(double tolerance) {
        return whole == null
                ? parts.getFirst().polygons(tolerance)
                : whole.polygons(label, tolerance);
    }
}
