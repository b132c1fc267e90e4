// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The path of the library that somebody named, for the official classes, which have no option for
 * it: that of the bundle's configuration, else of the system property.
 */
final class NamedLibrary {

    /** The system property with a path. */
    static final String PROPERTY = "org.vitral.delegate.gpu.library";

    private static final AtomicReference<String> CONFIGURED = new AtomicReference<>("");

    private NamedLibrary() {}

    /** The path of this moment; empty where nobody named one. */
    static String current() {
        return orProperty(CONFIGURED.get());
    }

    /** A configured path, or that of the system property where the configuration has none. */
    static String orProperty(String configured) {
        return configured.isBlank() ? System.getProperty(PROPERTY, "") : configured;
    }

    static void adopt(String configured) {
        CONFIGURED.set(configured);
    }

    /** The configuration ends. */
    static void abandon(String configured) {
        CONFIGURED.compareAndSet(configured, "");
    }
}
