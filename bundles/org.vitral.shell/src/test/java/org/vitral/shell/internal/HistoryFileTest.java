// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class HistoryFileTest {

    @Test
    void itLiesInTheUsersCache() {
        Properties properties = new Properties();
        properties.setProperty("user.home", "/u");
        properties.setProperty("os.name", "Linux");
        assertEquals(
                Path.of("/u/.cache/vitral/shell-history"), HistoryFile.of(properties, Map.of()));
        assertEquals(
                Path.of("/c/vitral/shell-history"),
                HistoryFile.of(properties, Map.of("XDG_CACHE_HOME", "/c")));
        properties.setProperty("os.name", "Mac OS X");
        assertEquals(
                Path.of("/u/Library/Caches/vitral/shell-history"),
                HistoryFile.of(properties, Map.of()));
        properties.setProperty("org.vitral.cache", "/named");
        assertEquals(Path.of("/named/shell-history"), HistoryFile.of(properties, Map.of()));
    }
}
