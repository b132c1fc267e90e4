// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.vitral.export.ExportKind;

final class FailuresTest {

    private static String said(Throwable failure) {
        return Failures.thrown(ExportKind.RENDERER, "overlay", null, failure).getMessage();
    }

    @Test
    void anOptionThatDoesNotFitIsSaidAsItsOwnerSaysIt() {
        assertEquals(
                "The model pets has no class 'dgo'",
                said(new IllegalArgumentException("The model pets has no class 'dgo'")));
    }

    @Test
    void aDefectIsSaidWithItsKind() {
        assertEquals(
                "The renderer overlay failed: NumberFormatException: For input string: \"x\"",
                said(new NumberFormatException("For input string: \"x\"")));
        assertEquals(
                "The renderer overlay failed: IllegalArgumentException",
                said(new IllegalArgumentException()));
    }
}
