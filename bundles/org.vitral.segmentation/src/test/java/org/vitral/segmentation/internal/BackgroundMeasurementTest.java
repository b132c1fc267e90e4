// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundMeasurementTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final BackgroundMeasurement measurement = new BackgroundMeasurement();
    private final CountDownLatch begun = new CountDownLatch(1);

    @Test
    void closingEndsWhatIsUnderWayAndWaitsForIt() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        measurement.plan(
                Duration.ZERO,
                stopped -> {
                    untilStopped(stopped);
                    ended.set(true);
                });
        begun.await();
        assertTrue(measurement.close(LONG));
        assertTrue(ended.get());
    }

    @Test
    void closingDoesNotWaitForeverForWhatDoesNotLook() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        measurement.plan(
                Duration.ZERO,
                stopped -> {
                    begun.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        begun.await();
        assertFalse(measurement.close(Duration.ofMillis(1)));
        release.countDown();
    }

    @Test
    void whatIsPlannedNeverBeginsAfterAnotherPlanOrTheEnd() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        measurement.plan(LONG, stopped -> done.add("first"));
        measurement.plan(
                Duration.ZERO,
                stopped -> {
                    done.add("second");
                    begun.countDown();
                });
        begun.await();
        measurement.plan(LONG, stopped -> done.add("third"));
        assertTrue(measurement.close(LONG));
        measurement.plan(Duration.ZERO, stopped -> done.add("fourth"));
        assertEquals(List.of("second"), done);
    }

    @Test
    void aNewPlanEndsWhatIsUnderWay() throws Exception {
        CountDownLatch next = new CountDownLatch(1);
        measurement.plan(Duration.ZERO, this::untilStopped);
        begun.await();
        measurement.plan(Duration.ZERO, stopped -> next.countDown());
        next.await();
        assertTrue(measurement.close(LONG));
    }

    private void untilStopped(BooleanSupplier stopped) {
        begun.countDown();
        while (!stopped.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
