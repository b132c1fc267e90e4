// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import org.osgi.annotation.versioning.ProviderType;
import org.vitral.image.Image;

/**
 * A service that divides images into the classes of a model. Each factory configuration of {@link
 * #PID} is one such service. For any number of threads.
 */
@ProviderType
public interface Segmenter {

    /** The factory PID that configures segmenters. */
    String PID = "org.vitral.segmenter";

    /** Segments a whole image. The caller closes the result; the image may be closed before it. */
    default Segmentation segment(Image image) throws SegmentationException {
        return segment(image, SegmentationOptions.DEFAULT);
    }

    /**
     * Segments an image. Waits while the first engine is being prepared.
     *
     * @return the result, which the caller closes; the image may be closed before it
     * @throws SegmentationException if no engine could be prepared, or the model failed on this
     *     image
     * @throws IllegalArgumentException if the options do not fit the image, such as a region
     *     outside, or not the model, such as a class that it does not have
     */
    Segmentation segment(Image image, SegmentationOptions options) throws SegmentationException;

    /** How the segmenter is now. Does not wait. */
    SegmenterStatus status();
}
