// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.vector.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.vitral.export.ExportSubject;
import org.vitral.image.Region;
import org.vitral.model.Label;
import org.vitral.option.Options;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConnectedRegion;
import org.vitral.segmentation.Segmentation;

/**
 * What a class covers of a photograph.
 *
 * @param label the class
 * @param regions its regions, the largest first
 */
record ClassArea(Label label, List<ConnectedRegion> regions) {

    /** The mask of what was looked at, a value for each pixel of the photograph. */
    static CategoryMask mask(ExportSubject subject) throws IOException {
        Region region = subject.segmentation().region();
        try {
            return subject.segmentation().categoryMask(region.width(), region.height());
        } catch (UnsupportedOperationException e) {
            throw new IOException(
                    "%s: contours need the whole mask, which does not fit into memory"
                            .formatted(subject.name()),
                    e);
        }
    }

    /** All classes that are wanted, by their indices. */
    static List<ClassArea> of(CategoryMask mask, Segmentation segmentation, Options options) {
        int unlabelled = segmentation.unlabelled().map(Label::index).orElse(-1);
        boolean background =
                options.get(VectorOptions.BACKGROUND) || !segmentation.model().hasBackground();
        TreeMap<Integer, List<ConnectedRegion>> classes = new TreeMap<>();
        for (ConnectedRegion region : mask.regions()) {
            int index = region.label();
            if (index != unlabelled
                    && (background || index != 0)
                    && region.area() >= options.get(VectorOptions.MIN_AREA)) {
                classes.computeIfAbsent(index, _ -> new ArrayList<>()).add(region);
            }
        }
        List<ClassArea> found = new ArrayList<>();
        classes.forEach(
                (index, regions) -> found.add(new ClassArea(segmentation.label(index), regions)));
        return found;
    }

    /** The number of its pixels. */
    long pixels() {
        return regions.stream().mapToLong(ConnectedRegion::area).sum();
    }
}
