// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.vitral.bench.Samples;

final class SamplesTest {

    @Property(tries = 300, seed = "41")
    void percentilesRiseFromTheSmallestToTheLargest(
            @ForAll @Size(min = 1, max = 50)
                    List<@DoubleRange(min = -1e6, max = 1e6) Double> drawn) {
        double[] values = drawn.stream().mapToDouble(Double::doubleValue).toArray();
        Samples samples = Samples.of(values);
        double before = samples.min();
        for (int percent = 0; percent <= 100; percent++) {
            double now = samples.percentile(percent);
            assertTrue(now >= before, percent + " % of " + samples);
            before = now;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        assertEquals(sorted[0], samples.min());
        assertEquals(sorted[sorted.length - 1], samples.max());
        assertTrue(
                samples.mean() >= samples.min() - 1e-6 && samples.mean() <= samples.max() + 1e-6);
        assertTrue(samples.std() >= 0);
    }

    @Test
    void theStatisticsAreThoseOfTheTextbook() {
        Samples samples = Samples.of(4, 1, 3, 2, 10);
        assertEquals(3, samples.median());
        assertEquals(4, samples.mean());
        assertEquals(1.2, samples.percentile(5), 1e-12);
        assertEquals(8.8, samples.percentile(95), 1e-12);
        assertEquals(Math.sqrt(10), samples.std(), 1e-12);
        assertEquals(2.5, Samples.of(1, 2, 3, 4).median());
    }

    @Test
    void ofNothingThereIsNoStatistic() {
        assertTrue(Double.isNaN(Samples.NONE.median()));
        assertTrue(Double.isNaN(Samples.NONE.mean()));
        assertTrue(Double.isNaN(Samples.NONE.std()));
    }

    @Test
    void whatIsNoMeasurementIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Samples.of(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Samples.of(1).percentile(101));
    }
}
