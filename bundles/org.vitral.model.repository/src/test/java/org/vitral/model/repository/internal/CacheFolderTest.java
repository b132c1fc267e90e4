// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
    @TempDir Path temp;

    @Test
    void eachSystemHasItsPlace() {
        assertEquals(temp.resolve(".cache/vitral"), base("Linux", Map.of()));
        assertEquals(
                temp.resolve("xdg/vitral"),
                base("Linux", Map.of("XDG_CACHE_HOME", temp.resolve("xdg").toString())));
        assertEquals(
                temp.resolve(".cache/vitral"), base("Linux", Map.of("XDG_CACHE_HOME", "relative")));
        assertEquals(temp.resolve("Library/Caches/vitral"), base("Mac OS X", Map.of()));
        assertEquals(
                temp.resolve("local/vitral"),
                base("Windows 11", Map.of("LOCALAPPDATA", temp.resolve("local").toString())));
        assertEquals(temp.resolve("AppData/Local/vitral"), base("Windows 11", Map.of()));
    }

    @Test
    void aSystemPropertyOverridesThem() {
        Properties properties = new Properties();
        properties.setProperty("os.name", "Linux");
        properties.setProperty("org.vitral.cache", "/elsewhere");
        assertEquals(Path.of("/elsewhere"), CacheFolder.base(properties, Map.of()));
    }

    @Test
    void theEnvironmentNamesSeveralFolders() {
        assertEquals(
                List.of(Path.of("a"), Path.of("b c")),
                ModelFolder.named("a" + File.pathSeparator + File.pathSeparator + " b c ").stream()
                        .map(ModelFolder::path)
                        .toList());
        assertEquals(List.of(), ModelFolder.named(null));
    }

    private Path base(String system, Map<String, String> environment) {
        Properties properties = new Properties();
        properties.setProperty("os.name", system);
        properties.setProperty("user.home", temp.toString());
        return CacheFolder.base(properties, environment);
    }
}
