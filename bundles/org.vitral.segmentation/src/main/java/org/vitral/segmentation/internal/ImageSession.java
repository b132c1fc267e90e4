// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.function.Consumer;
import org.vitral.image.Image;
import org.vitral.segmentation.RunningMode;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;

/** Single images, each by itself. */
final class ImageSession extends ModeSession {

    private final SegmentationCalls calls;
    private volatile boolean closed;

    ImageSession(SegmentationCalls calls, Consumer<ModeSession> whenClosed) {
        super(RunningMode.IMAGE, whenClosed);
        this.calls = calls;
    }

    @Override
    public Segmentation segment(Image image, SegmentationOptions options)
            throws SegmentationException {
        if (closed) {
            throw closed();
        }
        calls.requireFit(image, options);
        countAccepted();
        boolean seen = false;
        try {
            Segmentation segmentation =
                    calls.finished(calls.segment(image, options, Call.of(options)));
            seen = true;
            countDelivered();
            return segmentation;
        } finally {
            if (!seen) {
                countFailed();
            }
        }
    }

    @Override
    void remove() {
        // The segmenter itself refuses every further call.
    }

    @Override
    void end() {
        closed = true;
    }
}
