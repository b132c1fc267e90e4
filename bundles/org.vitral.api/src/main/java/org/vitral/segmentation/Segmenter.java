// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;
import org.vitral.image.Image;
import org.vitral.image.ImageItem;

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

    /**
     * Segments an image that need not fit into memory, in tiles. Rows of the mask at the size of
     * the region go to the sink as soon as no further tile covers them. One engine does the whole
     * image.
     *
     * <p>The memory that it takes is bounded by a row of tiles: the pixels of the rows that one row
     * of tiles covers, at most four bytes a pixel; the model's scores for the tiles of two rows (of
     * three where tiles overlap by half); and a preview. It does not grow with the height of the
     * image.
     *
     * @param item opened by {@link ImageItem#rows()}, once, and once more where the whole image is
     *     seen too
     * @param options with a tiling
     * @param sink where the mask goes to
     * @return what is left, which the caller closes
     * @throws SegmentationException if no engine could be prepared, or the model failed on this
     *     image
     * @throws IOException if the image cannot be read, or the sink threw it
     * @throws IllegalArgumentException if the options do not fit the image, or have no tiling
     */
    StreamedSegmentation segment(ImageItem item, SegmentationOptions options, MaskRowSink sink)
            throws SegmentationException, IOException;

    /** How the segmenter is now. Does not wait. */
    SegmenterStatus status();
}
