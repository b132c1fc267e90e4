// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

/**
 * How quiet the machine was.
 *
 * @param loadBefore the load average of the last minute before it began; negative where unknown
 * @param loadAfter the same when it had ended; this process is in it
 * @param others the share of all processors' time that other processes used meanwhile, 0 to 1; NaN
 *     where unknown
 * @param stolen the share that a hypervisor gave to other machines, 0 to 1; NaN where unknown
 * @param drift by how much the median of the raw invoke differed between the slowest and the
 *     fastest part of the run, at most: 0.1 for a tenth; NaN where there was one part only
 * @param peak the largest resident memory of the process in bytes; 0 where unknown
 */
public record BenchNoise(
        double loadBefore,
        double loadAfter,
        double others,
        double stolen,
        double drift,
        long peak) {

    /** Above any of these the figures of a run are to be taken with care. */
    public static final double LIMIT_OTHERS = 0.05;

    /** See {@link #LIMIT_OTHERS}. */
    public static final double LIMIT_STOLEN = 0.01;

    /** See {@link #LIMIT_OTHERS}. */
    public static final double LIMIT_DRIFT = 0.10;

    /** Whether the machine had other things to do. */
    public boolean noisy() {
        return others > LIMIT_OTHERS || stolen > LIMIT_STOLEN || drift > LIMIT_DRIFT;
    }
}
