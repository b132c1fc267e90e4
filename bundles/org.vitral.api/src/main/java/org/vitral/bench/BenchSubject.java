// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

import java.util.Objects;

/**
 * What something was measured of.
 *
 * @param delegate the delegate
 * @param threads the number of threads of one interpreter
 * @param concurrency the number of frames that were worked on at a time
 * @param frame the frame, for example {@code 640x480}; empty where it plays no part
 */
public record BenchSubject(String delegate, int threads, int concurrency, String frame) {
    public BenchSubject {
        Objects.requireNonNull(delegate, "delegate");
        Objects.requireNonNull(frame, "frame");
    }

    /** An engine by itself. */
    public BenchSubject(String delegate, int threads) {
        this(delegate, threads, 1, "");
    }

    /** The same with a frame. */
    public BenchSubject of(String otherFrame) {
        return new BenchSubject(delegate, threads, concurrency, otherFrame);
    }
}
