// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

/**
 * An estimate and the interval that holds the true value with a stated confidence.
 *
 * @param estimate the estimate
 * @param low the lower end, at most the estimate
 * @param high the upper end, at least the estimate
 */
public record Interval(double estimate, double low, double high) {

    /** Whether a value lies in it, its ends included. */
    public boolean contains(double value) {
        return value >= low && value <= high;
    }
}
