// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Optional;
import org.vitral.image.Region;

/** Which part of an upright frame is looked at. */
final class Regions {

    private Regions() {}

    /**
     * The part that was asked for, or all.
     *
     * @throws IllegalArgumentException if it does not lie in the frame
     */
    static Region of(int width, int height, Optional<Region> asked) {
        Region region = asked.orElseGet(() -> new Region(0, 0, width, height));
        if (!region.isWithin(width, height)) {
            throw new IllegalArgumentException(
                    "The region %d x %d at (%d, %d) does not lie in the image, which is %d x %d upright"
                            .formatted(
                                    region.width(),
                                    region.height(),
                                    region.x(),
                                    region.y(),
                                    width,
                                    height));
        }
        return region;
    }
}
