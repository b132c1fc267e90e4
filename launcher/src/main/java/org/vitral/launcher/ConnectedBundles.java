// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;

/**
 * Tells the framework which bundles are jars on the class path (OSGi Core 8, chapter 60). All
 * others, such as drop-ins, have class loaders of their own, as in any framework.
 */
final class ConnectedBundles implements ModuleConnector {

    /** What is put before the URI of a connected jar, to make the location of its bundle. */
    private static final String SCHEME = "connect:";

    /** What Felix wants before the URI of a jar that it is to use where it lies. */
    private static final String REFERENCE = "reference:";

    private final Set<Path> jars;

    ConnectedBundles(Set<Path> jars) {
        this.jars = Set.copyOf(jars);
    }

    /** Whether a jar is on the class path. */
    boolean contains(Path jar) {
        return jars.contains(jar);
    }

    /** The location with which a jar is to be installed. */
    String location(Path jar) {
        return (contains(jar) ? SCHEME : REFERENCE) + jar.toUri();
    }

    @Override
    public void initialize(File storage, Map<String, String> configuration) {
        // There is nothing to keep between two runs.
    }

    @Override
    public Optional<ConnectModule> connect(String location) {
        return location.startsWith(SCHEME)
                ? Optional.of(
                        new ConnectedJar(Path.of(URI.create(location.substring(SCHEME.length())))))
                : Optional.empty();
    }

    @Override
    public Optional<BundleActivator> newBundleActivator() {
        return Optional.empty();
    }
}
