// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.Segmentation;

/**
 * What every renderer starts from: the mask at the size of the part of the photograph that was
 * looked at.
 *
 * @param segmentation what was seen
 * @param mask the class of each pixel of the region
 * @param region where that lies in the upright photograph
 */
record Scenery(Segmentation segmentation, CategoryMask mask, Region region) {

    /**
     * Takes the mask.
     *
     * @throws IllegalArgumentException if it does not belong to the image
     */
    static Scenery of(Image image, Segmentation segmentation) {
        Region region = segmentation.region();
        CategoryMask mask = segmentation.categoryMask(region.width(), region.height());
        if (!region.isWithin(image.uprightWidth(), image.uprightHeight())
                || mask.width() != region.width()
                || mask.height() != region.height()) {
            throw new IllegalArgumentException(
                    "A mask of %d x %d for %s does not belong to an image of %d x %d"
                            .formatted(
                                    mask.width(),
                                    mask.height(),
                                    region,
                                    image.uprightWidth(),
                                    image.uprightHeight()));
        }
        return new Scenery(segmentation, mask, region);
    }

    /** The mask with soft edges, to be read from its first row on. */
    SoftMask soft() {
        return new SoftMask(segmentation, mask);
    }
}
