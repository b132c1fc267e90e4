// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

/**
 * How one thing differs between two reports.
 *
 * @param subject what it was measured of
 * @param what a step's {@link BenchStep#label() name}, or two with a {@code /} between for a ratio
 * @param unit the unit of the medians; empty for a ratio
 * @param before the median of the first report
 * @param after the median of the second one
 * @param change the second one in parts of the first one, with its interval
 * @param verdict what that means
 */
public record BenchDifference(
        BenchSubject subject,
        String what,
        String unit,
        double before,
        double after,
        Interval change,
        Verdict verdict) {

    /** What a difference means. */
    public enum Verdict {
        /** The second one is better, and that is no chance. */
        FASTER,
        /** The second one is worse, and that is no chance. */
        SLOWER,
        /**
         * The two differ by no more than the machine did while one of them was measured: nothing
         * can be said.
         */
        DRIFT,
        /** No difference was found. */
        SAME
    }
}
