// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

    @Test
    void isTheOneThatTheUserNames() {
        assertEquals(
                Path.of("/named"),
                folder(
                        Map.of("org.vitral.cache", "/named", "os.name", "Linux", "user.home", "/u"),
                        Map.of("XDG_CACHE_HOME", "/xdg")));
    }

    @Test
    void followsTheDesktopSpecificationOnLinux() {
        Map<String, String> linux = Map.of("os.name", "Linux", "user.home", "/u");
        assertEquals(Path.of("/xdg/vitral"), folder(linux, Map.of("XDG_CACHE_HOME", "/xdg")));
        assertEquals(Path.of("/u/.cache/vitral"), folder(linux, Map.of()));
        assertEquals(
                Path.of("/u/.cache/vitral"), folder(linux, Map.of("XDG_CACHE_HOME", "relative")));
    }

    @Test
    void isTheUsualPlaceOfMacAndWindows() {
        assertEquals(
                Path.of("/u/Library/Caches/vitral"),
                folder(Map.of("os.name", "Mac OS X", "user.home", "/u"), Map.of()));
        assertEquals(
                Path.of("/local/vitral"),
                folder(
                        Map.of("os.name", "Windows 11", "user.home", "/u"),
                        Map.of("LOCALAPPDATA", "/local")));
    }

    private static Path folder(Map<String, String> properties, Map<String, String> environment) {
        return CacheFolder.of(properties::get, environment::get);
    }
}
