// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StemsTest {

    private final Stems stems = new Stems();

    @Test
    void theExtensionGoes() {
        assertEquals("b.c", stems.claim("b.c.jpg"));
        assertEquals("plain", stems.claim("plain"));
    }

    @Test
    void foldersBecomePartOfTheName() {
        assertEquals("a_b", stems.claim("a/b.jpg"));
    }

    @Test
    void twoPhotographsOfOneNameGetDifferentOnes() {
        assertEquals("b", stems.claim("b.jpg"));
        assertEquals("B-2", stems.claim("B.png"));
        assertEquals("b-3", stems.claim("b.webp"));
    }

    @Test
    void whatNoListOrFileSystemHoldsBecomesALine() {
        assertEquals("a_b_c", stems.claim("a\nb:c.jpg"));
        assertEquals("_.hidden", stems.claim(".hidden"));
        assertEquals("_..jpg", stems.claim("..jpg.."));
        assertEquals("_", stems.claim(" .jpg"));
    }

    @Property(tries = 500, seed = "7")
    void everyNameIsOneOfAFileInThisFolder(@ForAll List<String> names) {
        Stems fresh = new Stems();
        Set<String> given = new HashSet<>();
        for (String name : names) {
            String stem = fresh.claim(name);
            assertTrue(given.add(stem.toLowerCase(Locale.ROOT)), stem);
            assertFalse(stem.isBlank() || stem.startsWith("."), stem);
            assertTrue(stem.chars().noneMatch(c -> c < ' ' || c == '/' || c == '\\'), stem);
            assertTrue(stem.length() <= 160, stem);
        }
    }
}
