// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.vitral.image.Region;

/**
 * What a caller may ask of one segmentation.
 *
 * @param region the part of the upright frame to look at; nothing means all of it
 * @param timeLimit the time that a call may take in all, longer than 0: to wait for an engine and
 *     for its turn, and in the model; nothing means any time
 */
public record SegmentationOptions(Optional<Region> region, Optional<Duration> timeLimit) {

    /** The whole image, in any time. */
    public static final SegmentationOptions DEFAULT =
            new SegmentationOptions(Optional.empty(), Optional.empty());

    public SegmentationOptions {
        Objects.requireNonNull(region, "region");
        if (timeLimit.isPresent() && !timeLimit.get().isPositive()) {
            throw new IllegalArgumentException(
                    "A time limit is longer than 0, not " + timeLimit.get());
        }
    }

    /** These options, for a part of the upright frame. */
    public SegmentationOptions withRegion(Region part) {
        return new SegmentationOptions(Optional.of(part), timeLimit);
    }

    /** These options, with a time that the call may take in all. */
    public SegmentationOptions withTimeLimit(Duration limit) {
        return new SegmentationOptions(region, Optional.of(limit));
    }
}
