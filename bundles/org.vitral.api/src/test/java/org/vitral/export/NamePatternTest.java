// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamePatternTest {

    private static String path(String pattern, String folder) {
        return new NamePattern(pattern)
                .path(folder, "b", "overlay", ".overlay.png", 7, "2026-11-26");
    }

    @ParameterizedTest
    @CsvSource({
        "{folder}/{name}{suffix}, a/x, a/x/b.overlay.png",
        "{folder}/{name}{suffix}, '', b.overlay.png",
        "{name}.{format}.{ext}, a, b.overlay.png",
        "{format}/{folder}/{name}.{ext}, '', overlay/b.png",
        "{date}/{index}.{ext}, a, 2026-11-26/7.png",
        "{index:4}-{name}.{ext}, a, 0007-b.png",
    })
    void eachPlaceholderStandsForItsValue(String pattern, String folder, String expected) {
        assertEquals(expected, path(pattern, folder));
    }

    @Test
    void whatLooksLikeAPlaceholderInANameIsLeftAsItIs() {
        assertEquals(
                "$1{ext}.png",
                new NamePattern("{name}.{ext}").path("", "$1{ext}", "x", ".png", 1, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "{nme}.{ext}, 'There is no placeholder {nme}; there are {folder}, {name}, {suffix}, {format}, {ext}, {index}, {date}'",
        "{index:0}, 'There is no placeholder {index:0}; there are {folder}, {name}, {suffix}, {format}, {ext}, {index}, {date}'",
        "{name, A brace has no counterpart in {name",
        "../{name}, 'A pattern of names is relative, with / between folders, and does not lead up, but is ../{name}'",
        "../x, 'A pattern of names is relative, with / between folders, and does not lead up, but is ../x'",
        "/tmp/{name}, 'A pattern of names is relative, with / between folders, and does not lead up, but is /tmp/{name}'",
        "{name}/, A pattern of names ends with that of a file",
        "' ', A pattern of names is not empty",
    })
    void aPatternThatCannotBeUsedIsRefused(String pattern, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new NamePattern(pattern))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "mask.png, false",
        "{folder}/{format}.{ext}, false",
        "{name}.png, true",
        "{index}.png, true",
        "{index:3}.png, true",
    })
    void tellsSeveralPhotographsApartByNameOrIndex(String pattern, boolean result) {
        assertEquals(result, new NamePattern(pattern).isForSeveral());
    }

    @ParameterizedTest
    @CsvSource({
        "{folder}/{name}{suffix}, b.overlay.png, true",
        "{folder}/{name}{suffix}, a/x/b.Overlay.PNG, true",
        "{folder}/{name}{suffix}, a/b.png, false",
        "{folder}/{name}{suffix}, .overlay.png, false",
        "{format}/{name}.{ext}, overlay/b.png, true",
        "{format}/{name}.{ext}, a/b.png, false",
        "{date}/{index:3}.{ext}, 2026-11-26/012.png, true",
        "{date}/{index:3}.{ext}, 2026-11-26/b.png, false",
    })
    void recognizesWhatItGave(String pattern, String path, boolean result) {
        assertEquals(result, new NamePattern(pattern).matches(path, "overlay", ".overlay.png"));
    }

    @Test
    void whatItGivesItRecognizes() {
        for (String pattern :
                new String[] {
                    "{folder}/{name}{suffix}", "{folder}/x/{index}.{ext}", "a-{folder}-{name}.{ext}"
                }) {
            for (String folder : new String[] {"", "a", "a/b"}) {
                String path = path(pattern, folder);
                assertTrue(new NamePattern(pattern).matches(path, "overlay", ".overlay.png"), path);
                assertFalse(
                        new NamePattern(pattern).matches(path + "x", "overlay", ".overlay.png"));
            }
        }
    }
}
