// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import java.io.IOException;
import java.util.Arrays;
import org.vitral.export.ExportSubject;
import org.vitral.image.Region;
import org.vitral.model.Label;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.Segmentation;

/**
 * A photograph as it stands in a data set: all coordinates are pixels of the upright photograph,
 * also where only a part of it was looked at.
 *
 * @param name as the user knows it
 * @param width the number of columns of the upright photograph
 * @param height the number of rows of the upright photograph
 * @param region the part that was looked at
 * @param mask the classes of that part, a value for each of its pixels
 * @param unlabelled what stands in the mask for no class, or -1
 */
record SeenPhotograph(
        String name, int width, int height, Region region, CategoryMask mask, int unlabelled) {

    /** In rows: a pixel without a class, or outside of what was looked at. */
    static final int NOTHING = -1;

    static SeenPhotograph of(ExportSubject subject) throws IOException {
        Segmentation segmentation = subject.segmentation();
        Region region = segmentation.region();
        return new SeenPhotograph(
                subject.name(),
                subject.image().uprightWidth(),
                subject.image().uprightHeight(),
                region,
                mask(subject.name(), segmentation, region),
                segmentation.unlabelled().map(Label::index).orElse(NOTHING));
    }

    private static CategoryMask mask(String name, Segmentation segmentation, Region region)
            throws IOException {
        try {
            return segmentation.categoryMask(region.width(), region.height());
        } catch (UnsupportedOperationException e) {
            throw new IOException(
                    "%s: a data set needs the whole mask, which does not fit into memory"
                            .formatted(name),
                    e);
        }
    }

    /**
     * The classes of one row of the whole photograph, or {@link #NOTHING}.
     *
     * @param buffer the width of the mask or more
     * @param row the width of the photograph
     */
    void readRow(int y, char[] buffer, int[] row) {
        Arrays.fill(row, NOTHING);
        int inside = y - region.y();
        if (inside < 0 || inside >= region.height()) {
            return;
        }
        mask.copyRow(inside, buffer);
        for (int x = 0; x < region.width(); x++) {
            row[region.x() + x] = buffer[x] == unlabelled ? NOTHING : buffer[x];
        }
    }
}
