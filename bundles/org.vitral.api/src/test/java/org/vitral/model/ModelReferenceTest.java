// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelReferenceTest {

    @Test
    void aNameAloneMeansTheHighestVersion() {
        ModelReference reference = ModelReference.parse("deeplabv3");
        assertEquals("deeplabv3", reference.name());
        assertEquals(Optional.empty(), reference.selector());
    }

    @Test
    void behindTheAtIsAVersionARangeOrALabel() {
        assertEquals(Optional.of("2.0.0"), ModelReference.parse("net@2.0.0").version());
        assertEquals(Optional.of("[1,2.5)"), ModelReference.parse("net@[1,2.5)").range());
        ModelReference label = ModelReference.parse("net@stable-2");
        assertEquals(Optional.of("stable-2"), label.label());
        assertEquals(Optional.empty(), label.version());
        assertEquals(Optional.empty(), label.range());
    }

    @ParameterizedTest
    @ValueSource(strings = {"net", "net@2.0.0", "net@(1.0,2.0]", "net@canary"})
    void aReferenceIsWrittenAsItIsRead(String text) {
        assertEquals(text, ModelReference.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"net@", "net@ ", "net@a b", "net@[1,2", "net@-", "net@a@b"})
    void whatIsNoReferenceIsASentence(String text) {
        String selector = text.substring(4);
        assertEquals(
                "%s: behind the @ is a version such as 2.0.0, a range such as [2.0,3.0), or a label such as stable, but not \"%s\""
                        .formatted(text, selector),
                assertThrows(IllegalArgumentException.class, () -> ModelReference.parse(text))
                        .getMessage());
    }

    @Test
    void aReferenceHasAName() {
        assertEquals(
                "A model has a name, but there is none",
                assertThrows(IllegalArgumentException.class, () -> ModelReference.parse("@stable"))
                        .getMessage());
    }
}
