// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import org.vitral.image.Image;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;

/** How images are segmented, for those who decide when and on which thread. */
interface SegmentationCalls {

    /**
     * Makes sure that options fit an image.
     *
     * @throws IllegalArgumentException if they do not
     */
    void requireFit(Image image, SegmentationOptions options);

    /**
     * Segments an image, up to the scores; {@link #finished} follows. The call's end from outside
     * is looked at in all waits.
     */
    ModelSegmentation segment(Image image, SegmentationOptions options, Call call)
            throws SegmentationException;

    /**
     * Makes the masks that the options ask for at once.
     *
     * @return the same one; it is closed if this throws
     */
    ModelSegmentation finished(ModelSegmentation made) throws SegmentationException;
}
