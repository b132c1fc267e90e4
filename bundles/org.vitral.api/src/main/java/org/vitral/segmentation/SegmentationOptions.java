// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.time.Duration;
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
 * @param timeLimit the time that a call may take in all, longer than 0: to wait for an engine and
 *     for its turn, and in the model; nothing means any time. In tiles it is looked at between two
 *     of them
 * @param tiling the tiles in which the region is looked at; nothing means all of it at once
 */
public record SegmentationOptions(
        Optional<Region> region,
        Optional<Orientation> orientation,
        OutputOptions output,
        Optional<Duration> timeLimit,
        Optional<Tiling> tiling) {

    /** The whole image, as it says itself, masks as the segmenter is configured, in any time. */
    public static final SegmentationOptions DEFAULT =
            new SegmentationOptions(
                    Optional.empty(),
                    Optional.empty(),
                    OutputOptions.DEFAULT,
                    Optional.empty(),
                    Optional.empty());

    public SegmentationOptions {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(orientation, "orientation");
        Objects.requireNonNull(output, "output");
        if (timeLimit.isPresent() && !timeLimit.get().isPositive()) {
            throw new IllegalArgumentException(
                    "A time limit is longer than 0, not " + timeLimit.get());
        }
        Objects.requireNonNull(tiling, "tiling");
    }

    /** These options, for a part of the upright frame. */
    public SegmentationOptions withRegion(Region part) {
        return new SegmentationOptions(Optional.of(part), orientation, output, timeLimit, tiling);
    }

    /** These options, for an image that must be turned otherwise than it says. */
    public SegmentationOptions withOrientation(Orientation turn) {
        return new SegmentationOptions(region, Optional.of(turn), output, timeLimit, tiling);
    }

    /** These options, with other masks. */
    public SegmentationOptions withOutput(OutputOptions masks) {
        return new SegmentationOptions(region, orientation, masks, timeLimit, tiling);
    }

    /** These options, with a time that the call may take in all. */
    public SegmentationOptions withTimeLimit(Duration limit) {
        return new SegmentationOptions(region, orientation, output, Optional.of(limit), tiling);
    }

    /** These options, with the region looked at in tiles. */
    public SegmentationOptions withTiling(Tiling tiles) {
        return new SegmentationOptions(region, orientation, output, timeLimit, Optional.of(tiles));
    }
}
