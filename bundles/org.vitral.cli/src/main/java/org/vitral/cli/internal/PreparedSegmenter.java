// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.Optional;
import org.vitral.image.Image;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SegmenterStatus;

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
        if (segmenter == null) {
            segmenter = pending.await();
        }
        try {
            return segmenter.segment(image, options);
        } catch (IllegalArgumentException e) {
            // The options do not fit this image, such as a region outside of it.
            throw new SegmentationException(e.getMessage(), e);
        } catch (SegmentationException e) {
            SegmenterStatus status = segmenter.status();
            if (status.state() == SegmenterStatus.State.FAILED) {
                // It will be the same with every photograph: say it once.
                String reason = status.reason().isBlank() ? Reason.of(e) : status.reason();
                String subject = model.filter(m -> !reason.contains(m)).orElse("");
                throw new FailureException(subject, reason, e);
            }
            throw e;
        }
    }
}
