// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the user's cache of Vitral lies: the folder that the system property {@code
 * org.vitral.cache} names, else the usual place of the operating system. The bundles that keep
 * something share the folder and no code.
 */
final class CacheFolder {

    private static final String PROPERTY = "org.vitral.cache";

    private CacheFolder() {}

    /** Where the choices of {@code auto} are kept; it may not exist yet. */
    static Path ofChoices() {
        return base(System.getProperties(), System.getenv()).resolve("delegates");
    }

    /** Where rewritten models are kept; it may not exist yet. */
    static Path ofRewritings() {
        return base(System.getProperties(), System.getenv()).resolve("graphs");
    }

    static Path base(Properties properties, Map<String, String> environment) {
        String named = properties.getProperty(PROPERTY, "");
        if (!named.isBlank()) {
            return Path.of(named);
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
