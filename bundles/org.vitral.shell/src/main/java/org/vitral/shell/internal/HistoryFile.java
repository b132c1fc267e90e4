// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Where lines that were typed are kept: {@code shell-history} in the folder that the system
 * property {@code org.vitral.cache} names, else in the user's cache of Vitral.
 */
final class HistoryFile {

    private HistoryFile() {}

    static Path ofUser() {
        return of(System.getProperties(), System.getenv());
    }

    static Path of(Properties properties, Map<String, String> environment) {
        return folder(properties, environment).resolve("shell-history");
    }

    private static Path folder(Properties properties, Map<String, String> environment) {
        String named = properties.getProperty("org.vitral.cache", "");
        if (!named.isBlank()) {
            return Path.of(named);
        }
        Path home = Path.of(properties.getProperty("user.home", "."));
        String system = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return home.resolve("Library/Caches/vitral");
        }
        boolean windows = system.startsWith("windows");
        String base = environment.getOrDefault(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME", "");
        if (!base.isBlank() && Path.of(base).isAbsolute()) {
            return Path.of(base).resolve("vitral");
        }
        return home.resolve(windows ? "AppData/Local/vitral" : ".cache/vitral");
    }
}
