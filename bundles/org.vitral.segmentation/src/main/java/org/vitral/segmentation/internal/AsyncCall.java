// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.concurrent.CompletableFuture;
import org.vitral.image.Image;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;

/**
 * One asynchronous call, and its future. Whoever completes the future from outside stops the call
 * first, so that the image is not looked at once the future is done.
 */
final class AsyncCall extends CompletableFuture<Segmentation> implements Runnable {

    private static final String STOPPED = "The call was cancelled";

    private final AsyncCalls owner;
    private final SegmentationCalls calls;
    private final Image image;
    private final SegmentationOptions options;
    private final Call call;

    AsyncCall(AsyncCalls owner, SegmentationCalls calls, Image image, SegmentationOptions options) {
        this.owner = owner;
        this.calls = calls;
        this.image = image;
        this.options = options;
        this.call = Call.cancellable(options);
    }

    @Override
    public void run() {
        Segmentation seen = null;
        Throwable failure = null;
        try {
            seen = calls.finished(calls.segment(image, options, call));
        } catch (SegmentationException | RuntimeException | Error failed) {
            failure = failed;
        } finally {
            owner.done(this);
            owner.threadEnded();
        }
        if (failure != null) {
            // Whoever stopped the call says how the future ends.
            if (!call.isStopped()) {
                super.completeExceptionally(failure);
            }
        } else if (!super.complete(seen)) {
            seen.close();
        }
    }

    private void stop() {
        call.stop(STOPPED);
        owner.done(this);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        stop();
        return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public boolean complete(Segmentation instead) {
        stop();
        return super.complete(instead);
    }

    @Override
    public boolean completeExceptionally(Throwable instead) {
        stop();
        return super.completeExceptionally(instead);
    }
}
