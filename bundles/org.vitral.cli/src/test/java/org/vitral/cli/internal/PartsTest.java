// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PartsTest {

    @Test
    void sharesNeverClaimNothingOrEverything() {
        assertEquals("<0.1 %", Text.share(0.0001));
        assertEquals(">99.9 %", Text.share(0.9999));
        assertEquals("100.0 %", Text.share(1));
        assertEquals("17.9 %", Text.share(0.17868));
    }

    @Test
    void foreignTextBecomesOneSafeLine() {
        assertEquals("a b c?[2Jd", Text.oneLine("a\n  b\tc\033[2Jd\n"));
    }

    @Test
    void suggestsOnlyWhatIsNear() {
        List<String> known = List.of("deeplabv3", "selfie_segmentation", "cpu");

        assertEquals(Optional.of("deeplabv3"), Suggestion.nearest("deeplab", known));
        assertEquals(Optional.of("deeplabv3"), Suggestion.nearest("DeepLabV3", known));
        assertEquals(Optional.of("cpu"), Suggestion.nearest("cpi", known));
        assertEquals(Optional.empty(), Suggestion.nearest("yolo", known));
    }

    @Test
    void theEnvironmentDecidesAboutColours() {
        assertEquals(new Terminal(false, true, false, true), Terminal.of("out", Map.of()));
        assertEquals(
                new Terminal(false, true, true, false),
                Terminal.of("out,err", Map.of("NO_COLOR", "1")));
        assertEquals(
                new Terminal(false, true, true, true),
                Terminal.of("out,err", Map.of("NO_COLOR", "")));
        assertEquals(
                new Terminal(false, false, false, false), Terminal.of("", Map.of("TERM", "dumb")));
        assertEquals(new Terminal(true, false, false, true), Terminal.of("in", Map.of()));
    }

    @Test
    void whatEndsLikeAModelOrHasAFolderIsAFile() {
        assertTrue(ModelChoice.isFile("own.tflite"));
        assertTrue(ModelChoice.isFile("OWN.TFLITE"));
        assertTrue(ModelChoice.isFile("./own"));
        assertEquals(false, ModelChoice.isFile("deeplabv3"));
    }
}
