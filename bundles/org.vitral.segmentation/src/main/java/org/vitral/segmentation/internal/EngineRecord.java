// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How an engine has done so far. Makes no garbage until it is asked. For any number of threads. */
final class EngineRecord {

    private static final int KEPT = 64;

    private final long[] invokes = new long[KEPT];
    private long calls;
    private long failures;
    private int runs;

    /** A call that gave a result. */
    synchronized void succeeded(long invokeNanos) {
        calls++;
        invokes[runs++ % KEPT] = invokeNanos;
        if (runs == 2 * KEPT) {
            runs = KEPT;
        }
    }

    /** A call on which the model failed. */
    synchronized void failed() {
        calls++;
        failures++;
    }

    synchronized long calls() {
        return calls;
    }

    synchronized long failures() {
        return failures;
    }

    /** The median of its last runs, if there are so many of them. */
    synchronized Optional<Duration> median(int least) {
        int count = Math.min(runs, KEPT);
        if (count < Math.max(1, least)) {
            return Optional.empty();
        }
        long[] sorted = Arrays.copyOf(invokes, count);
        Arrays.sort(sorted);
        return Optional.of(Duration.ofNanos(sorted[count / 2]));
    }
}
