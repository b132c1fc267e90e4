// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
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

    /**
     * From now on the classes of a jar belong to this bundle. A class loader knows a jar by its
     * real path, without links.
     */
    static void add(Path jar, Bundle bundle) {
        try {
            BUNDLES.put(jar.toRealPath().toUri(), bundle);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
