// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.vector.internal;

import org.vitral.image.Region;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConnectedRegion;

/**
 * A place for a name in a region: the middle of the longest run of its class in the middle half of
 * its rows, and of several such runs the one that is nearest to the middle.
 */
record LabelPlace(double x, double y) {

    static LabelPlace in(CategoryMask mask, ConnectedRegion region) {
        Region box = region.box();
        int from = box.y() + box.height() / 4;
        int to = Math.max(from + 1, box.y() + box.height() - box.height() / 4);
        double middle = box.y() + box.height() / 2.0;
        char[] row = new char[mask.width()];
        int longest = 0;
        LabelPlace place = new LabelPlace(region.centroidX(), region.centroidY());
        for (int y = from; y < to; y++) {
            mask.copyRow(y, row);
            int run = 0;
            for (int x = box.x(); x < box.x() + box.width(); x++) {
                run = row[x] == region.label() ? run + 1 : 0;
                boolean nearer = Math.abs(y + 0.5 - middle) < Math.abs(place.y() - middle);
                if (run > longest || run > 0 && run == longest && nearer) {
                    longest = run;
                    place = new LabelPlace(x + 1 - run / 2.0, y + 0.5);
                }
            }
        }
        return place;
    }
}
