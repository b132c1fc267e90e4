// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelegateChainTest {

    @Test
    void namesAreSeparatedByCommasAndStandInOrder() {
        assertEquals(List.of("xnnpack"), DelegateChain.parse("xnnpack").names());
        assertEquals(
                List.of("gpu", "xnnpack", "cpu"),
                DelegateChain.parse(" gpu, xnnpack ,cpu").names());
        assertEquals("gpu,xnnpack", DelegateChain.parse("gpu , xnnpack").toString());
    }

    @Test
    void aBlankTextMeansAuto() {
        assertTrue(DelegateChain.parse("").isAuto());
        assertTrue(DelegateChain.parse(" ").isAuto());
        assertTrue(DelegateChain.parse("auto").isAuto());
        assertFalse(DelegateChain.parse("automatic").isAuto());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpu,,cpu | The list of delegates \"gpu,,cpu\" has an empty place",
                "gpu,     | The list of delegates \"gpu,\" has an empty place",
                "a,b,a    | The delegate a is named twice in \"a,b,a\"",
                "auto,cpu | auto chooses a delegate itself: it stands alone, and not in \"auto,cpu\"",
                "cpu,gpu  | cpu takes all that is left: it comes last, and not as in \"cpu,gpu\""
            })
    void whatMakesNoSenseIsRefused(String text, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> DelegateChain.parse(text))
                        .getMessage());
    }
}
