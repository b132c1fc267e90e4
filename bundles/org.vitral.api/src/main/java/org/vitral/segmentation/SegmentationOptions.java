// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.Objects;
import java.util.Optional;
import org.vitral.image.Region;

/**
 * What a caller may ask of one segmentation.
 *
 * @param region the part of the upright frame to look at; nothing means all of it
 * @param tiling the tiles in which the region is looked at; nothing means all of it at once
 */
public record SegmentationOptions(Optional<Region> region, Optional<Tiling> tiling) {

    /** The whole image. */
    public static final SegmentationOptions DEFAULT =
            new SegmentationOptions(Optional.empty(), Optional.empty());

    public SegmentationOptions {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(tiling, "tiling");
    }

    /** These options, for a part of the upright frame. */
    public SegmentationOptions withRegion(Region part) {
        return new SegmentationOptions(Optional.of(part), tiling);
    }

    /** These options, with the region looked at in tiles. */
    public SegmentationOptions withTiling(Tiling tiles) {
        return new SegmentationOptions(region, Optional.of(tiles));
    }
}
