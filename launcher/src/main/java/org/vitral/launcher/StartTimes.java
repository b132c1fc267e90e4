// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

/**
 * How long the parts of a run took, printed where the system property {@code vitral.start.times} is
 * {@code true}. For one thread.
 */
final class StartTimes {

    private static final double NANOS_A_MILLI = 1e6;

    private final boolean shown = Boolean.getBoolean("vitral.start.times");
    private long last = System.nanoTime();

    /** Says that a part has ended. */
    void ended(String part) {
        if (shown) {
            long now = System.nanoTime();
            System.err.printf("%-18s %6.1f ms%n", part, (now - last) / NANOS_A_MILLI);
            // Without what printing takes, which is much the first time.
            last = System.nanoTime();
        }
    }
}
