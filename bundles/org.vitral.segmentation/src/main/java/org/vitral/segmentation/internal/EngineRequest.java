// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

/**
 * What an engine shall be made of.
 *
 * @param model the name or the file of a model, or empty for the preferred one
 * @param delegate the name of a delegate, or {@code auto}
 * @param threads the number of threads, or 0 for as many as make sense
 */
record EngineRequest(String model, String delegate, int threads) {

    /** More threads than this make a model of this size no faster. */
    private static final int MOST_AUTOMATIC_THREADS = 4;

    static EngineRequest of(SegmenterConfiguration configuration) {
        return new EngineRequest(
                configuration.model().strip(),
                configuration.delegate().strip(),
                configuration.threads());
    }

    /** The number of threads to work with, at least 1 where the request makes sense. */
    int effectiveThreads() {
        return threads != 0
                ? threads
                : Math.min(MOST_AUTOMATIC_THREADS, Runtime.getRuntime().availableProcessors());
    }
}
