// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The local cache of models: the folder {@code models} in the one that the system property {@code
 * org.vitral.cache} names, else in the cache folder of the system: {@code $XDG_CACHE_HOME/vitral}
 * or {@code ~/.cache/vitral}, {@code ~/Library/Caches/vitral} on macOS, {@code
 * %LOCALAPPDATA%\vitral} on Windows.
 */
public final class CacheFolder {
    /** The system property that overrides the base of the cache. */
    static final String PROPERTY = "org.vitral.cache";

    private CacheFolder() {}

    public static Path ofModels() {
        return base(System.getProperties(), System.getenv()).resolve("models");
    }

    static Path base(Properties properties, Map<String, String> environment) {
        String property = properties.getProperty(PROPERTY, "");
        if (!property.isBlank()) {
            return Path.of(property);
        }
        Path home = Path.of(properties.getProperty("user.home", "."));
        String system = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return home.resolve("Library/Caches/vitral");
        }
        if (system.startsWith("windows")) {
            return absolute(environment.get("LOCALAPPDATA"))
                    .orElse(home.resolve("AppData/Local"))
                    .resolve("vitral");
        }
        // The XDG Base Directory Specification: a relative path is invalid and is ignored.
        return absolute(environment.get("XDG_CACHE_HOME"))
                .orElse(home.resolve(".cache"))
                .resolve("vitral");
    }

    private static Optional<Path> absolute(String path) {
        return Optional.ofNullable(path)
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }
}
