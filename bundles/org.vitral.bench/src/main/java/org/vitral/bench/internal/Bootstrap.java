// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.util.Arrays;
import java.util.Random;
import org.vitral.bench.Interval;

/**
 * Confidence intervals by the bootstrap percentile method (Efron, 1979). What is drawn are blocks
 * of neighbouring rounds, wrapped around (Politis and Romano, 1992), of the cube root of the number
 * of rounds: times of rounds that follow each other are alike, and drawing each alone would take
 * them for more evidence than they are.
 */
final class Bootstrap {

    /** With fewer measurements nothing is said about chance. */
    static final int FEWEST = 5;

    static final double CONFIDENCE = 0.95;

    private static final int RESAMPLES = 4_000;

    private final double confidence;
    private final long seed;

    /**
     * Intervals of a confidence.
     *
     * @param confidence from 0 to 1, for example 0.95
     */
    Bootstrap(double confidence, long seed) {
        this.confidence = confidence;
        this.seed = seed;
    }

    /** The median of the ratios of values that belong together. */
    Interval medianOfRatios(double[] values, double[] bases) {
        int n = Math.min(values.length, bases.length);
        double[] ratios = new double[n];
        for (int i = 0; i < n; i++) {
            ratios[i] = values[i] / bases[i];
        }
        double estimate = median(ratios.clone());
        if (n < FEWEST) {
            return unknown(estimate);
        }
        Random random = new Random(seed);
        double[] medians = new double[RESAMPLES];
        double[] drawn = new double[n];
        for (int i = 0; i < RESAMPLES; i++) {
            draw(ratios, drawn, random);
            medians[i] = median(drawn);
        }
        return interval(estimate, medians);
    }

    /**
     * The median of some values in parts of the median of others, which were not measured beside.
     */
    Interval ratioOfMedians(double[] values, double[] bases) {
        double estimate = median(values.clone()) / median(bases.clone());
        if (values.length < FEWEST || bases.length < FEWEST) {
            return unknown(estimate);
        }
        Random random = new Random(seed);
        double[] ratios = new double[RESAMPLES];
        double[] drawn = new double[values.length];
        double[] drawnBase = new double[bases.length];
        for (int i = 0; i < RESAMPLES; i++) {
            draw(values, drawn, random);
            draw(bases, drawnBase, random);
            ratios[i] = median(drawn) / median(drawnBase);
        }
        return interval(estimate, ratios);
    }

    private static Interval unknown(double estimate) {
        return new Interval(estimate, 0, Double.POSITIVE_INFINITY);
    }

    private static void draw(double[] from, double[] into, Random random) {
        int block = Math.max(1, (int) Math.round(Math.cbrt(from.length)));
        for (int at = 0; at < into.length; at += block) {
            int start = random.nextInt(from.length);
            for (int i = at; i < Math.min(at + block, into.length); i++) {
                into[i] = from[(start + i - at) % from.length];
            }
        }
    }

    private Interval interval(double estimate, double[] drawn) {
        Arrays.sort(drawn);
        double tail = (1 - confidence) / 2;
        int low = (int) Math.floor(tail * (drawn.length - 1));
        int high = drawn.length - 1 - low;
        return new Interval(
                estimate, Math.min(estimate, drawn[low]), Math.max(estimate, drawn[high]));
    }

    /** The median; sorts its argument. */
    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
