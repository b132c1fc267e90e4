// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.vitral.segmentation.DelegateMeasurement;
import org.vitral.segmentation.EffectiveDelegate;

class FastestAgreeingTest {

    private static final double AGREEMENT = 0.99;

    @Test
    void theFastestIsChosenWhateverItsRanking() {
        assertEquals("cpu", choice(measured("xnnpack", 30_000, 1), measured("cpu", 20_000, 1)));
        assertEquals("xnnpack", choice(measured("xnnpack", 20_000, 1), measured("cpu", 30_000, 1)));
    }

    @Test
    void oneThatDisagreesIsNotChosenHoweverFastItIs() {
        assertEquals("cpu", choice(measured("wrong", 1, 0.9899), measured("cpu", 30_000, 1)));
        assertEquals("right", choice(measured("right", 1, 0.99), measured("cpu", 30_000, 1)));
    }

    @Test
    void aDifferenceWithinTheNoiseLeavesThePreferredOne() {
        assertEquals("first", choice(measured("first", 1_000, 1), measured("second", 951, 1)));
        assertEquals("second", choice(measured("first", 1_000, 1), measured("second", 949, 1)));
    }

    @Test
    void oneThatWasNotMeasuredIsNotChosen() {
        assertEquals("cpu", choice(refused("gpu"), measured("cpu", 1, 1)));
        assertEquals("none", choice(refused("gpu")));
    }

    @Test
    void theReasonNamesTheChosenOneFirst() {
        List<DelegateMeasurement> all =
                List.of(
                        refused("gpu"),
                        measured("npu", 5_000, 0.5),
                        measured("xnnpack", 19_149, 0.99996),
                        measured("cpu", 167_000, 1));
        assertEquals(
                "xnnpack 19.1 ms (agrees with cpu in 100.00 % of places),"
                        + " gpu cannot be used,"
                        + " npu 5.0 ms (agrees with cpu in 50.00 % of places), cpu 167.0 ms;"
                        + " measured 2026-11-25",
                FastestAgreeing.reason(all, "xnnpack", "cpu", LocalDate.of(2026, 11, 25)));
    }

    @Test
    void theReasonSaysWhereTheReferenceIsNotCpu() {
        List<DelegateMeasurement> all = List.of(measured("xnnpack", 1_000, 1), refused("cpu"));
        assertEquals(
                "xnnpack 1.0 ms, cpu cannot be used, so that xnnpack is the reference;"
                        + " measured 2026-11-25",
                FastestAgreeing.reason(all, "xnnpack", "xnnpack", LocalDate.of(2026, 11, 25)));
    }

    private static String choice(DelegateMeasurement... measurements) {
        return FastestAgreeing.choose(List.of(measurements), AGREEMENT)
                .map(one -> one.delegate().name())
                .orElse("none");
    }

    private static DelegateMeasurement measured(String name, long micros, double agreement) {
        return new DelegateMeasurement(
                new EffectiveDelegate(name, ""),
                Optional.of(Duration.ofNanos(micros * 1_000)),
                OptionalDouble.of(agreement),
                "");
    }

    private static DelegateMeasurement refused(String name) {
        return new DelegateMeasurement(
                new EffectiveDelegate(name, ""),
                Optional.empty(),
                OptionalDouble.empty(),
                "It is busy");
    }
}
