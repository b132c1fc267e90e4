// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a {@link SegmentationSession} works.
 *
 * <p><b>Smoothing.</b> The masks of a video flicker where the model wavers. With a ratio above 0
 * the confidences {@code p} of each place are mixed with those of the frame before: {@code p' = p +
 * (previous - p) * ratio * u}. The uncertainty {@code u} is 1 where the two best classes are as
 * good as each other and 0 where one is sure, so that what the model is sure of moves at once. For
 * one class and its background this is MediaPipe's smoothing of segmentations ({@code
 * SegmentationSmoothingCalculator}: the square of the binary entropy of {@code p}, by its
 * polynomial); for more classes {@code p} is the share that the best class has of the confidence of
 * the two best. The previous frame is itself the smoothed one. Identical frames give the masks that
 * they give without smoothing.
 *
 * <p>Smoothing starts afresh, and never mixes, where the timestamp is more than {@link
 * #smoothingGap()} after the one before, and where the model, the size of its scores, the size or
 * orientation of the image or the region is another one. After a cut without a gap, places where
 * the model is sure follow at once, and others within a few frames.
 *
 * @param mode how images come
 * @param listener hears of the results; there if and only if the mode is LIVE_STREAM
 * @param smoothing how much of the frame before goes into an uncertain place, from 0 (nothing, the
 *     default) to 1
 * @param smoothingGap the longest time from one frame to the next that are mixed; at least 1 ms, by
 *     default 1 s
 */
public record SessionOptions(
        RunningMode mode,
        Optional<LiveStreamListener> listener,
        double smoothing,
        Duration smoothingGap) {

    private static final Duration GAP = Duration.ofSeconds(1);

    public SessionOptions {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(smoothingGap, "smoothingGap");
        if (listener.isPresent() != (mode == RunningMode.LIVE_STREAM)) {
            throw new IllegalArgumentException(
                    listener.isPresent()
                            ? "A session in the mode %s has no listener".formatted(mode)
                            : "A session in the mode LIVE_STREAM needs a listener");
        }
        if (!(smoothing >= 0 && smoothing <= 1)) {
            throw new IllegalArgumentException("smoothing is from 0 to 1, not " + smoothing);
        }
        if (smoothing > 0 && mode == RunningMode.IMAGE) {
            throw new IllegalArgumentException(
                    "smoothing is for VIDEO and LIVE_STREAM: images of the mode IMAGE have no order");
        }
        if (smoothingGap.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(
                    "smoothingGap is at least 1 ms, not " + smoothingGap);
        }
    }

    /** For single images. */
    public static SessionOptions image() {
        return new SessionOptions(RunningMode.IMAGE, Optional.empty(), 0, GAP);
    }

    /** For the frames of a video. */
    public static SessionOptions video() {
        return new SessionOptions(RunningMode.VIDEO, Optional.empty(), 0, GAP);
    }

    /** For frames that come by themselves. */
    public static SessionOptions liveStream(LiveStreamListener listener) {
        return new SessionOptions(RunningMode.LIVE_STREAM, Optional.of(listener), 0, GAP);
    }

    /** These options, with smoothing; MediaPipe's own graphs use 0.7 to 0.9. */
    public SessionOptions withSmoothing(double ratio) {
        return new SessionOptions(mode, listener, ratio, smoothingGap);
    }

    /** These options, with another longest time between frames that are mixed. */
    public SessionOptions withSmoothingGap(Duration longest) {
        return new SessionOptions(mode, listener, smoothing, longest);
    }
}
