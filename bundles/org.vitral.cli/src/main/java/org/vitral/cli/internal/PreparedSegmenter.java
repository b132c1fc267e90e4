// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.util.Optional;
import org.vitral.image.Image;
import org.vitral.image.ImageItem;
import org.vitral.segmentation.MaskRowSink;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SegmenterStatus;
import org.vitral.segmentation.StreamedSegmentation;

/** A segmenter that was asked for, waited for when it is first needed. For one thread. */
final class PreparedSegmenter {

    private final Platform.PendingSegmenter pending;
    private final Optional<String> model;
    private Segmenter segmenter;

    /**
     * A segmenter.
     *
     * @param model the model that the user asked for
     */
    PreparedSegmenter(Platform.PendingSegmenter pending, Optional<String> model) {
        this.pending = pending;
        this.model = model;
    }

    /** Segments a whole image; see {@link #segment(Image, SegmentationOptions)}. */
    Segmentation segment(Image image) throws SegmentationException, FailureException {
        return segment(image, SegmentationOptions.DEFAULT);
    }

    /**
     * Segments an image.
     *
     * @param options what is asked for
     * @throws SegmentationException if the model failed on this image
     * @throws FailureException if there is no engine to segment with
     */
    Segmentation segment(Image image, SegmentationOptions options)
            throws SegmentationException, FailureException {
        await();
        try {
            return segmenter.segment(image, options);
        } catch (SegmentationException e) {
            throw sameForAll(e);
        } catch (IllegalArgumentException e) {
            // What was asked for does not fit this image or the model.
            throw new SegmentationException(e.getMessage(), e);
        }
    }

    /**
     * Segments an image that need not fit into memory.
     *
     * @throws SegmentationException if the model failed on this image
     * @throws IOException if the image cannot be read, or the sink threw it
     * @throws FailureException if there is no engine to segment with
     */
    StreamedSegmentation segment(ImageItem item, SegmentationOptions options, MaskRowSink sink)
            throws SegmentationException, IOException, FailureException {
        await();
        try {
            return segmenter.segment(item, options, sink);
        } catch (SegmentationException e) {
            throw sameForAll(e);
        } catch (IllegalArgumentException e) {
            // What was asked for does not fit this image or the model.
            throw new SegmentationException(e.getMessage(), e);
        }
    }

    private void await() throws FailureException {
        if (segmenter == null) {
            segmenter = pending.await();
        }
    }

    /** The failure of one image, or that of the engine, which is thrown. */
    private SegmentationException sameForAll(SegmentationException e) throws FailureException {
        SegmenterStatus status = segmenter.status();
        if (status.state() == SegmenterStatus.State.FAILED) {
            // It will be the same with every photograph: say it once.
            String reason = status.reason().isBlank() ? Reason.of(e) : status.reason();
            String subject = model.filter(m -> !reason.contains(m)).orElse("");
            throw new FailureException(subject, reason, e);
        }
        return e;
    }
}
