// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import org.osgi.annotation.versioning.ConsumerType;
import org.vitral.image.Image;

/**
 * Hears what comes of the images of a live stream. All its methods are called by one thread, in the
 * order of the timestamps; while it works the stream waits, and superseded images are dropped.
 *
 * <p>What a method throws never ends the stream. Thrown by {@link #onResult} it is reported by
 * {@link #onError}; thrown by the others it is logged.
 */
@ConsumerType
public interface LiveStreamListener {

    /**
     * An image was segmented. When this method returns, the stream closes both the segmentation and
     * the image; {@link Segmentation#copy()} outlives it.
     *
     * @param timestamp that of the image, in milliseconds
     */
    void onResult(Segmentation segmentation, Image image, long timestamp);

    /**
     * An image was not segmented, or {@link #onResult} threw on its result: then the cause is what
     * it threw. The image is closed.
     *
     * @param timestamp that of the image, in milliseconds
     */
    void onError(SegmentationException failure, long timestamp);

    /**
     * Images were superseded by newer ones before their turn came; they are closed. Called at most
     * once before each image's result or error. By itself it does nothing.
     *
     * @param images how many they were, at least 1
     * @param firstTimestamp that of the oldest of them, in milliseconds
     * @param lastTimestamp that of the newest of them, in milliseconds
     */
    default void onDropped(long images, long firstTimestamp, long lastTimestamp) {}
}
