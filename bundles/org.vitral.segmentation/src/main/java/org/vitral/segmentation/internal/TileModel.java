// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.SegmentationException;

/** What gives scores for one tile of an image after the other. */
interface TileModel {

    /** The model. */
    ModelDescription description();

    /** What it gives, in some memory. */
    Scores scores(MemorySegment memory);

    /** The bytes that the scores of one tile take. */
    default long scoreBytes() {
        Scores kind = scores(MemorySegment.NULL);
        return (long) kind.grid().width() * kind.grid().height() * kind.channels() * Float.BYTES;
    }

    /**
     * Has the model see a region of an image.
     *
     * @param into gets the scores
     */
    void infer(Image image, Region region, MemorySegment into, StageClock clock)
            throws SegmentationException;
}
