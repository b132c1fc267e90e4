// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

/** Adds up how long the stages of a call take that runs the model many times. */
final class StageClock {

    private long preprocess;
    private long invoke;
    private long postprocess;

    /** A run of the model. */
    void ran(long preprocessNanos, long invokeNanos, long readNanos) {
        preprocess += preprocessNanos;
        invoke += invokeNanos;
        postprocess += readNanos;
    }

    /** Work on what the model gave. */
    void postprocessed(long nanos) {
        postprocess += nanos;
    }

    StageNanos stages() {
        return new StageNanos(preprocess, invoke, postprocess);
    }
}
