// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import org.osgi.annotation.versioning.ProviderType;
import org.vitral.image.Image;

/**
 * A client's own way into a {@link Segmenter}, in one {@link RunningMode}. It holds no engine
 * between its calls: models and delegates may change under it. Who opened it closes it.
 *
 * <p>Timestamps are milliseconds from any origin, and each is above the one before, also that of an
 * image that was dropped or failed. A call that belongs to another mode is an {@link
 * IllegalStateException}, and so is each call after {@link #close()}.
 *
 * <p>For any number of threads. In VIDEO one call works at a time, and others wait.
 */
@ProviderType
public interface SegmentationSession extends AutoCloseable {

    /** The mode that it was opened in. */
    RunningMode mode();

    /** Segments a single image, all of it. */
    default Segmentation segment(Image image) throws SegmentationException {
        return segment(image, SegmentationOptions.DEFAULT);
    }

    /**
     * Segments a single image, as {@link Segmenter#segment(Image, SegmentationOptions)} does. In
     * the mode IMAGE.
     *
     * @return the result, which the caller closes; the image may be closed before it
     */
    Segmentation segment(Image image, SegmentationOptions options) throws SegmentationException;

    /** Segments the next frame of a video, all of it. */
    default Segmentation segmentForVideo(Image image, long timestamp) throws SegmentationException {
        return segmentForVideo(image, timestamp, SegmentationOptions.DEFAULT);
    }

    /**
     * Segments the next frame of a video, and waits for the result. In the mode VIDEO.
     *
     * @param timestamp in milliseconds
     * @return the result, which the caller closes; the image may be closed before it
     * @throws SegmentationException as {@link Segmenter#segment(Image, SegmentationOptions)} does;
     *     also if the masks shall be smoothed and the model gives class indices only
     * @throws IllegalArgumentException if the timestamp is not above the one before, or the options
     *     do not fit the image
     */
    Segmentation segmentForVideo(Image image, long timestamp, SegmentationOptions options)
            throws SegmentationException;

    /** Takes a frame of a live stream, to be segmented as a whole. */
    default void segmentAsync(Image image, long timestamp) {
        segmentAsync(image, timestamp, SegmentationOptions.DEFAULT);
    }

    /**
     * Takes a frame of a live stream, and returns at once. In the mode LIVE_STREAM. One image is in
     * work and one, the newest, waits; the one that waited before is dropped. The {@link
     * LiveStreamListener} hears of each.
     *
     * <p>The session closes the image when it needs it no more, whatever comes of it. It remains
     * the caller's if this method throws. Its pixels must be readable by any thread.
     *
     * @param timestamp in milliseconds
     * @throws IllegalArgumentException if the timestamp is not above the one before, or the options
     *     do not fit the image
     * @throws IllegalStateException also if the segmenter was removed
     */
    void segmentAsync(Image image, long timestamp, SegmentationOptions options);

    /** What came of the images so far. May be asked for after close. */
    SessionCounts counts();

    /**
     * Takes no more images. In LIVE_STREAM it waits until the listener has heard of the image in
     * work and the one that waits, but not where the listener itself calls it; an interrupted
     * thread waits for no more than the model's run and the listener, its flag is kept, and the
     * images end in errors. In the other modes calls under way go on to their end. Closing twice
     * does nothing more.
     */
    @Override
    void close();
}
