// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTapsTest {

    @Test
    void anAxisOfTheSameLengthIsTakenAsItIs() {
        AxisTaps taps = AxisTaps.of(5, 0, 5, false);
        assertArrayEquals(new int[] {0, 1, 2, 3, 4}, taps.first);
        assertArrayEquals(new int[] {1, 1, 1, 1, 1}, taps.count);
    }

    @Test
    void aReversedAxisRunsBackwards() {
        AxisTaps taps = AxisTaps.of(3, 10, 3, true);
        assertArrayEquals(new int[] {12, 11, 10}, taps.first);
    }

    @ParameterizedTest
    @CsvSource({
        "257, 480",
        "257, 514",
        "257, 515",
        "257, 640",
        "257, 1080",
        "257, 4032",
        "257, 100",
        "257, 1",
        "1, 1000",
        "256, 257",
        "3, 7"
    })
    void theWeightsOfEachPlaceSumUpToOneAndStayInside(int places, int length) {
        AxisTaps taps = AxisTaps.of(places, 0, length, false);
        for (int place = 0; place < places; place++) {
            double sum = 0;
            for (int tap = 0; tap < taps.count[place]; tap++) {
                sum += taps.weights[place * taps.stride + tap];
            }
            assertEquals(1, sum, 1e-5, "place " + place);
            assertTrue(taps.first[place] >= 0 && taps.count[place] >= 1);
            assertTrue(taps.first[place] + taps.count[place] <= length, "place " + place);
        }
    }

    /** Within a tenth of a pixel: the average of a pixel that is cut takes it for even. */
    @ParameterizedTest
    @CsvSource({"257, 480", "257, 640", "257, 1080", "257, 4032", "257, 100"})
    void aStraightRampStaysOneWhereNothingIsCutOff(int places, int length) {
        AxisTaps taps = AxisTaps.of(places, 0, length, false);
        double scale = (double) length / places;
        for (int place = 2; place < places - 2; place++) {
            double value = 0;
            for (int tap = 0; tap < taps.count[place]; tap++) {
                value += taps.weights[place * taps.stride + tap] * (taps.first[place] + tap + 0.5);
            }
            assertEquals((place + 0.5) * scale, value, 0.1, "place " + place);
        }
    }

    @Test
    void farDownAPlaceIsTheAverageOfTheMiddleOfItsPixels() {
        AxisTaps taps = AxisTaps.of(10, 0, 100, false);
        for (int place = 0; place < 10; place++) {
            assertEquals(place * 10 + 3, taps.first[place]);
            assertEquals(4, taps.count[place]);
            for (int tap = 0; tap < 4; tap++) {
                assertEquals(0.25, taps.weights[place * taps.stride + tap], 1e-6);
            }
        }
    }

    @Test
    void theWindowGrowsWithoutAJumpWhereInterpolationEnds() {
        AxisTaps interpolated = AxisTaps.of(1000, 0, 2500, false);
        AxisTaps averaged = AxisTaps.of(1000, 0, 2501, false);
        for (int place = 0; place < 20; place++) {
            assertEquals(value(interpolated, place), value(averaged, place), 0.06);
        }
    }

    private static double value(AxisTaps taps, int place) {
        double value = 0;
        for (int tap = 0; tap < taps.count[place]; tap++) {
            value += taps.weights[place * taps.stride + tap] * (taps.first[place] + tap);
        }
        return value;
    }
}
