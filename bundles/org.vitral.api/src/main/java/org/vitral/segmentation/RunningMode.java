// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

/** How images come to a {@link SegmentationSession}; the names and rules are MediaPipe's. */
public enum RunningMode {
    /** Single images, each by itself: {@link SegmentationSession#segment}. */
    IMAGE,
    /**
     * The frames of a video, one after the other, none left out: {@link
     * SegmentationSession#segmentForVideo}.
     */
    VIDEO,
    /**
     * Frames that come whether there is time for them or not, as from a camera: {@link
     * SegmentationSession#segmentAsync} never waits, and a newer frame takes the place of one that
     * waits.
     */
    LIVE_STREAM
}
