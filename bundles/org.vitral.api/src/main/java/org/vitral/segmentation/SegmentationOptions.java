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
 */
public record SegmentationOptions(Optional<Region> region) {

    /** The whole image. */
    public static final SegmentationOptions DEFAULT = new SegmentationOptions(Optional.empty());

    public SegmentationOptions {
        Objects.requireNonNull(region, "region");
    }

    /** These options, for a part of the upright frame. */
    public SegmentationOptions withRegion(Region part) {
        return new SegmentationOptions(Optional.of(part));
    }
}
