// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.Objects;
import java.util.Optional;
import org.vitral.image.Orientation;
import org.vitral.image.Region;

/**
 * What a caller may ask of one segmentation.
 *
 * @param region the part of the upright frame to look at; nothing means all of it
 * @param orientation how the image as stored must be turned to stand upright, in place of what the
 *     image says itself: the upright frame, the region and the masks are those that result; nothing
 *     means as the image says
 * @param output what the masks shall be
 * @param tiling the tiles in which the region is looked at; nothing means all of it at once
 */
public record SegmentationOptions(
        Optional<Region> region,
        Optional<Orientation> orientation,
        OutputOptions output,
        Optional<Tiling> tiling) {

    /** The whole image, as it says itself, and masks as the segmenter is configured. */
    public static final SegmentationOptions DEFAULT =
            new SegmentationOptions(
                    Optional.empty(), Optional.empty(), OutputOptions.DEFAULT, Optional.empty());

    public SegmentationOptions {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(orientation, "orientation");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(tiling, "tiling");
    }

    /** These options, for a part of the upright frame. */
    public SegmentationOptions withRegion(Region part) {
        return new SegmentationOptions(Optional.of(part), orientation, output, tiling);
    }

    /** These options, for an image that must be turned otherwise than it says. */
    public SegmentationOptions withOrientation(Orientation turn) {
        return new SegmentationOptions(region, Optional.of(turn), output, tiling);
    }

    /** These options, with other masks. */
    public SegmentationOptions withOutput(OutputOptions masks) {
        return new SegmentationOptions(region, orientation, masks, tiling);
    }

    /** These options, with the region looked at in tiles. */
    public SegmentationOptions withTiling(Tiling tiles) {
        return new SegmentationOptions(region, orientation, output, Optional.of(tiles));
    }
}
