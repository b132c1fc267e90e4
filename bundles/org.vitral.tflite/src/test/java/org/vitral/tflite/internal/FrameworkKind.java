// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ServiceLoader;
import org.osgi.framework.launch.FrameworkFactory;

/** The frameworks that the bundle is tried in. */
enum FrameworkKind {
    FELIX("org.apache.felix.framework-"),
    EQUINOX("org.eclipse.osgi-");

    private final String jar;

    FrameworkKind(String jar) {
        this.jar = jar;
    }

    /**
     * The framework's own factory. Each framework has a class loader of its own: both hold packages
     * of the same names, and one of them is signed.
     */
    FrameworkFactory factory() throws IOException {
        URL[] own = {Jars.onTestClassPath(jar).toUri().toURL()};
        ClassLoader loader = new URLClassLoader(own, new OsgiApi());
        return ServiceLoader.load(FrameworkFactory.class, loader).findFirst().orElseThrow();
    }

    /** The Java platform, and the interfaces of OSGi as the tests see them. */
    private static final class OsgiApi extends ClassLoader {

        OsgiApi() {
            super(getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.osgi.")) {
                return FrameworkKind.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
