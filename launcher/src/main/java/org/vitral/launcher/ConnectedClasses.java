// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.net.URI;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.connect.FrameworkUtilHelper;

/**
 * Says of a class on the class path which bundle it belongs to, for {@code
 * FrameworkUtil.getBundle}: that of the jar that it came from. Found by {@link
 * java.util.ServiceLoader}.
 */
public final class ConnectedClasses implements FrameworkUtilHelper {

    private static final Map<URI, Bundle> BUNDLES = new ConcurrentHashMap<>();

    /** Called by the service loader. */
    public ConnectedClasses() {}

    /** From now on the classes of a jar belong to this bundle. */
    static void add(URI jar, Bundle bundle) {
        BUNDLES.put(jar, bundle);
    }

    /** From now on no class belongs to any bundle. */
    static void clear() {
        BUNDLES.clear();
    }

    @Override
    public Optional<Bundle> getBundle(Class<?> classFromBundle) {
        CodeSource source = classFromBundle.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? Optional.empty()
                : Optional.ofNullable(BUNDLES.get(URI.create(source.getLocation().toString())));
    }
}
