// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Measurements of one thing, in the order in which they were made. Statistics of nothing are NaN.
 *
 * @param values the measurements, all finite
 */
public record Samples(List<Double> values) {

    /** No measurement. */
    public static final Samples NONE = new Samples(List.of());

    public Samples {
        values = List.copyOf(values);
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("A measurement is finite, but one is " + value);
            }
        }
    }

    /** Measurements in an array. */
    public static Samples of(double... values) {
        return new Samples(Arrays.stream(values).boxed().toList());
    }

    /** All measurements of several. */
    public static Samples all(Collection<Samples> parts) {
        return new Samples(parts.stream().flatMap(part -> part.values.stream()).toList());
    }

    /** A copy of the measurements. */
    public double[] toArray() {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** How many there are. */
    public int count() {
        return values.size();
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The smallest. */
    public double min() {
        return percentile(0);
    }

    /** The largest. */
    public double max() {
        return percentile(100);
    }

    /** The middle one, or the mean of the two middle ones. */
    public double median() {
        return percentile(50);
    }

    /** The arithmetic mean. */
    public double mean() {
        DoubleSummaryStatistics all =
                values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return all.getCount() == 0 ? Double.NaN : all.getAverage();
    }

    /**
     * The standard deviation of the measurements themselves (divided by their number), as TFLite's
     * {@code benchmark_model} has it.
     */
    public double std() {
        double mean = mean();
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return values.isEmpty() ? Double.NaN : Math.sqrt(squares / values.size());
    }

    /**
     * A percentile, interpolated between the two nearest measurements (type 7 of Hyndman and Fan,
     * Sample Quantiles in Statistical Packages, 1996).
     *
     * @param percent 0 to 100
     */
    public double percentile(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("A percentile is 0 to 100, not " + percent);
        }
        if (values.isEmpty()) {
            return Double.NaN;
        }
        double[] sorted = toArray();
        Arrays.sort(sorted);
        double at = percent / 100 * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        double low = sorted[below];
        double part = (at - below) * (sorted[above] - low);
        return Math.min(low + part, sorted[above]);
    }
}
