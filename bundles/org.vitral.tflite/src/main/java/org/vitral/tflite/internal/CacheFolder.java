// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Where the user's cache of Vitral lies: {@code org.vitral.cache} where that system property is
 * set, else the usual place of the operating system.
 */
public final class CacheFolder {

    /** The system property that names the folder. */
    static final String PROPERTY = "org.vitral.cache";

    private CacheFolder() {}

    /** The folder of this user; it may not exist yet. */
    public static Path current() {
        return of(System::getProperty, System::getenv);
    }

    /** The folder for these system properties and this environment. */
    static Path of(UnaryOperator<String> property, UnaryOperator<String> environment) {
        String named = property.apply(PROPERTY);
        if (isSet(named)) {
            return Path.of(named);
        }
        String system = property.apply("os.name").toLowerCase(Locale.ROOT);
        Path home = Path.of(property.apply("user.home"));
        if (system.startsWith("mac")) {
            return home.resolve("Library/Caches/vitral");
        }
        if (system.startsWith("windows")) {
            String local = environment.apply("LOCALAPPDATA");
            return (isSet(local) ? Path.of(local) : home.resolve("AppData/Local"))
                    .resolve("vitral");
        }
        String xdg = environment.apply("XDG_CACHE_HOME");
        // The XDG specification says that a relative path there is to be ignored.
        boolean usable = isSet(xdg) && Path.of(xdg).isAbsolute();
        return (usable ? Path.of(xdg) : home.resolve(".cache")).resolve("vitral");
    }

    private static boolean isSet(String value) {
        return value != null && !value.isBlank();
    }
}
