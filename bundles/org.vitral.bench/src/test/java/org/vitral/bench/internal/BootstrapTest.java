// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.vitral.bench.Interval;

final class BootstrapTest {

    private static final int TRIALS = 300;

    private final Bootstrap bootstrap = new Bootstrap(Bootstrap.CONFIDENCE, 7);

    /** Times as they are: a floor, and now and then something in the way. */
    private static double[] times(Random random, int n, double scale) {
        double[] times = new double[n];
        for (int i = 0; i < n; i++) {
            times[i] = scale * (10 - Math.log(1 - random.nextDouble()));
        }
        return times;
    }

    @Property(tries = 200, seed = "31")
    void theEstimateLiesInItsInterval(
            @ForAll @Size(min = 5, max = 40) List<@DoubleRange(min = 0.1, max = 1e6) Double> drawn,
            @ForAll @DoubleRange(min = 0.1, max = 10) double scale) {
        double[] values = drawn.stream().mapToDouble(Double::doubleValue).toArray();
        double[] scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = values[i] * scale;
        }
        Interval ratio = bootstrap.ratioOfMedians(scaled, values);
        assertTrue(ratio.contains(ratio.estimate()), ratio.toString());
        assertEquals(scale, ratio.estimate(), 1e-9 * scale);
        Interval paired = bootstrap.medianOfRatios(scaled, values);
        assertEquals(scale, paired.estimate(), 1e-9 * scale);
        assertEquals(scale, paired.low(), 1e-9 * scale, "each round has the same ratio");
        assertEquals(scale, paired.high(), 1e-9 * scale);
    }

    @Property(tries = 50, seed = "32")
    void theSameSeedGivesTheSameInterval(
            @ForAll long seed, @ForAll @IntRange(min = 5, max = 60) int n) {
        double[] first = times(new Random(seed), n, 1);
        double[] second = times(new Random(~seed), n, 1);
        assertEquals(
                new Bootstrap(0.9, seed).ratioOfMedians(first, second),
                new Bootstrap(0.9, seed).ratioOfMedians(first, second));
    }

    @Test
    void ofTwoRunsOfTheSameThingAboutOneInTwentyLooksDifferent() {
        Random random = new Random(1);
        int different = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            double[] first = times(random, 60, 1);
            double[] second = times(random, 60, 1);
            different += bootstrap.ratioOfMedians(second, first).contains(1) ? 0 : 1;
        }
        assertTrue(different <= TRIALS / 10, different + " of " + TRIALS);
    }

    @Test
    void aDifferenceOfATenthIsFound() {
        Random random = new Random(2);
        int found = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            double[] first = times(random, 60, 1);
            double[] second = times(random, 60, 1.1);
            found += bootstrap.ratioOfMedians(second, first).low() > 1 ? 1 : 0;
        }
        assertTrue(found >= TRIALS * 9 / 10, found + " of " + TRIALS);
    }

    @Test
    void roundsThatAreSlowTogetherDoNotHideWhatTheyHaveInCommon() {
        Random random = new Random(3);
        double[] raw = times(random, 60, 1);
        double[] whole = new double[raw.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] *= i < 20 ? 3 : 1;
            whole[i] = 0.9 * raw[i];
        }
        Interval ratio = bootstrap.medianOfRatios(whole, raw);
        assertEquals(0.9, ratio.estimate(), 1e-9);
        assertEquals(0.9, ratio.high(), 1e-9);
    }

    @Test
    void neighboursThatAreAlikeAreNotTakenForMoreEvidence() {
        Random random = new Random(4);
        double[] alike = new double[64];
        for (int i = 0; i < alike.length; i += 8) {
            double level = 10 + random.nextDouble();
            for (int j = i; j < i + 8; j++) {
                alike[j] = level + 0.01 * random.nextDouble();
            }
        }
        double[] mixed = alike.clone();
        for (int i = mixed.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double swapped = mixed[i];
            mixed[i] = mixed[j];
            mixed[j] = swapped;
        }
        double[] ones = new double[alike.length];
        Arrays.fill(ones, 1);
        Interval together = bootstrap.medianOfRatios(alike, ones);
        Interval apart = bootstrap.medianOfRatios(mixed, ones);
        assertEquals(apart.estimate(), together.estimate());
        assertTrue(
                together.high() - together.low() > apart.high() - apart.low(),
                together + " and " + apart);
    }

    @Test
    void ofFewRoundsNothingIsSaidAboutChance() {
        Interval few = bootstrap.medianOfRatios(new double[] {2, 4}, new double[] {1, 2});
        assertEquals(new Interval(2, 0, Double.POSITIVE_INFINITY), few);
        assertTrue(
                bootstrap.ratioOfMedians(new double[] {1, 1, 1, 1}, new double[9]).high() > 1e300);
    }
}
