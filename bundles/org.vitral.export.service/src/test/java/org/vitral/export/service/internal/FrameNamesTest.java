// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vitral.export.NamePattern;

final class FrameNamesTest {

    @Test
    void namesOfResultsNeverMeet() {
        FrameNames names = new FrameNames(NamePattern.DEFAULT, List.of());

        assertEquals("b", names.claim("b.jpg").name());
        assertEquals("b-2", names.claim("b.jpeg").name());
        assertEquals("b-2-2", names.claim("b-2.jpg").name());
        assertEquals("b-3", names.claim("b.png").name());
        assertEquals("x/b", names.claim("x/b.jpg").name());
        assertEquals(".hidden", names.claim(".hidden").name());
        assertEquals("a.b/c", names.claim("a.b/c").name());
        FrameNames.Names rivalled = names.claim("B.gif");
        assertEquals("B-4", rivalled.name());
        assertEquals(Optional.of("B"), rivalled.rival());
        assertEquals(Optional.empty(), names.claim("y/B.gif").rival());
    }

    @Test
    void aSecondFrameNeedsAPatternThatTellsThemApart() {
        FrameNames names = new FrameNames(new NamePattern("x/mask.png"), List.of());
        names.claim("a.jpg");

        assertEquals(
                "The files of several photographs have the same name in x/mask.png: it needs {name}"
                        + " or {index}",
                assertThrows(IllegalArgumentException.class, () -> names.claim("b.jpg"))
                        .getMessage());
    }
}
