// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"My Pets", "", "-pets", "pets@1", "../pets"})
    void whatNoModelMayBeCalledIsRefused(String name) {
        assertEquals(
                "A model is called by lower-case letters, digits, dot, dash and underscore, a letter or digit first, but not \"%s\""
                        .formatted(name),
                refusal(name, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "1.", "1.0.0.0.0", "v2", "99999999999"})
    void whatIsNoVersionIsRefused(String version) {
        assertEquals(
                "A version is such as 1.2.3, but not \"%s\"".formatted(version),
                refusal("pets", version, null, null));
    }

    @Test
    void whatIsNoIdentifierOfALicenceIsRefused() {
        assertEquals(
                "A licence is given by its SPDX identifier, such as Apache-2.0, but not as \"as you like\"",
                refusal("pets", null, null, "as you like"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "Pets\nBundle-Activator: evil"})
    void aTitleThatIsNotOneLineIsRefused(String title) {
        assertEquals("A title is one line of text", refusal("pets", null, title, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.2", "1.2.3", "1.2.3.beta-1"})
    void aVersionMayBeAnyOfOsgi(String version) {
        assertEquals(Optional.of(version), request("pets", version, null, null).version());
    }

    private static String refusal(String name, String version, String title, String license) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> request(name, version, title, license))
                .getMessage();
    }

    private static PackRequest request(String name, String version, String title, String license) {
        return new PackRequest(
                name,
                Optional.ofNullable(version),
                Optional.ofNullable(title),
                Optional.ofNullable(license),
                Optional.empty(),
                Optional.empty());
    }
}
