// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WarmUpTest {

    @Test
    void timesThatStillFallAreNotStable() {
        List<Double> falling = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            falling.add(100.0 - i);
        }
        assertFalse(EngineUnderTest.isStable(falling));
    }

    @Test
    void timesThatStayAreStableAlsoWithAnOutlier() {
        List<Double> steady = new ArrayList<>(Collections.nCopies(30, 10.0));
        steady.set(25, 500.0);
        assertTrue(EngineUnderTest.isStable(steady));
    }

    @Test
    void fewTimesAreNeverStable() {
        assertFalse(EngineUnderTest.isStable(Collections.nCopies(19, 10.0)));
    }
}
