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
import org.vitral.segmentation.SegmentationInterruptedException;
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
     * Segments an image. The time limit of the first one does not begin before there is an engine:
     * to load a model is no fault of the photograph.
     *
     * @param options what is asked for
     * @throws SegmentationException if the model failed on this image
     * @throws FailureException if there is no engine to segment with
     */
    Segmentation segment(Image image, SegmentationOptions options)
            throws SegmentationException, FailureException {
        await(options);
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
        await(options);
        try {
            return segmenter.segment(item, options, sink);
        } catch (SegmentationException e) {
            throw sameForAll(e);
        } catch (IllegalArgumentException e) {
            // What was asked for does not fit this image or the model.
            throw new SegmentationException(e.getMessage(), e);
        }
    }

    private void await(SegmentationOptions options) throws SegmentationException, FailureException {
        if (segmenter == null) {
            segmenter = pending.await();
            if (options.timeLimit().isPresent()) {
                awaitEngine();
            }
        }
    }

    /** The failure of one image, or that of the engine, which is thrown. */
    private SegmentationException sameForAll(SegmentationException e) throws FailureException {
        SegmenterStatus status = segmenter.status();
        if (status.state() == SegmenterStatus.State.FAILED) {
            throw noEngine(status, e);
        }
        return e;
    }

    /** It will be the same with every photograph: it is said once. */
    private FailureException noEngine(SegmenterStatus status, SegmentationException cause) {
        String reason = status.reason().isBlank() ? Reason.of(cause) : status.reason();
        String subject = model.filter(m -> !reason.contains(m)).orElse("");
        return new FailureException(subject, reason, cause);
    }

    private void awaitEngine() throws SegmentationException, FailureException {
        try {
            SegmenterStatus status = FirstEngine.await(segmenter);
            if (status.state() == SegmenterStatus.State.FAILED) {
                throw noEngine(status, new SegmentationException(status.reason()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SegmentationInterruptedException("Interrupted while the model was loaded");
        }
    }
}
