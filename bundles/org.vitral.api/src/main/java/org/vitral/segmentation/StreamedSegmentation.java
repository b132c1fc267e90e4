// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.Objects;
import org.vitral.image.Image;

/**
 * What is left of a segmentation whose mask went to a {@link MaskRowSink}: all that does not grow
 * with the image.
 *
 * @param segmentation labels with exact counts, scores at the model's size, frames and timings; its
 *     mask at the size of the image is not held, and asking for it throws {@link
 *     UnsupportedOperationException}
 * @param preview the region that was looked at, reduced by a whole number to at most {@link
 *     #PREVIEW_SIDE} pixels a side; each pixel is the mean of those it stands for
 * @param previewSegmentation the same segmentation as one of the preview: its mask holds the class
 *     in the middle of the pixels that a pixel of the preview stands for
 */
public record StreamedSegmentation(
        Segmentation segmentation, Image preview, Segmentation previewSegmentation)
        implements AutoCloseable {

    /** The most columns and rows of a preview. */
    public static final int PREVIEW_SIDE = 2048;

    public StreamedSegmentation {
        Objects.requireNonNull(segmentation, "segmentation");
        Objects.requireNonNull(preview, "preview");
        Objects.requireNonNull(previewSegmentation, "previewSegmentation");
    }

    /** Closes all three. */
    @Override
    public void close() {
        previewSegmentation.close();
        preview.close();
        segmentation.close();
    }
}
