// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
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
     * Segments an image on the caller's thread. Waits while the first engine is being prepared, and
     * while other calls are in the model, in the order in which they came.
     *
     * <p>With a {@link SegmentationOptions#timeLimit()} the model runs on another thread, and the
     * call ends at the limit even where the model does not: the next call has its turn when it has.
     *
     * <p>Interrupting the thread ends a wait, also that for the model where there is a time limit;
     * it does not end a model's run on the caller's own thread. The interrupt flag is kept.
     *
     * @return the result, which the caller closes; the image may be closed before it
     * @throws SegmentationTimeoutException if the time limit is over
     * @throws SegmentationInterruptedException if the thread was interrupted while it waited
     * @throws SegmentationException if no engine could be prepared, or the model failed on this
     *     image
     * @throws IllegalArgumentException if the options do not fit the image, such as a region
     *     outside, or not the model, such as a class that it does not have
     */
    Segmentation segment(Image image, SegmentationOptions options) throws SegmentationException;

    /** Segments a whole image, and does not wait for it. */
    default CompletableFuture<Segmentation> segmentAsync(Image image) {
        return segmentAsync(image, SegmentationOptions.DEFAULT);
    }

    /**
     * Segments an image, and does not wait for it. The image's pixels must be readable by any
     * thread, and it stays open until the future is done; who asked closes it then, and the result,
     * too.
     *
     * <p>The future ends with what {@link #segment(Image, SegmentationOptions)} returns or throws;
     * the time limit counts from this call. {@link CompletableFuture#cancel} ends it at once,
     * whatever its argument: a call that waits leaves its place, a model that runs is stopped
     * between two of its nodes (a delegate's part of the model is one node), its result is closed,
     * and the image is not looked at any more. Who completes the future in another way cancels the
     * call, too, as {@link CompletableFuture#orTimeout} does. Cancelling a stage that depends on
     * the future does not.
     *
     * <p>A segmenter has at most {@code async.limit} (64 by default) such calls that are not done;
     * one more ends at once with a {@link SegmenterBusyException}. If the segmenter is removed, all
     * of them end with a {@link SegmentationException}.
     *
     * @throws IllegalArgumentException if the options do not fit the image
     */
    CompletableFuture<Segmentation> segmentAsync(Image image, SegmentationOptions options);

    /**
     * Opens a session: single images, a video, or a live stream, with smoothing if it is asked for.
     * The segmenter itself remembers nothing from image to image.
     *
     * @return the session, which the caller closes; it ends, too, when the segmenter is removed
     * @throws IllegalStateException if the segmenter was removed
     */
    SegmentationSession open(SessionOptions options);

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
