// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A configuration with some of its attributes set, as Declarative Services makes it. */
final class Configured {

    private final Map<String, Object> values = new TreeMap<>();

    private Configured() {}

    static Configured nothing() {
        return new Configured();
    }

    static Configured library(Object path) {
        return nothing().with("library", path.toString());
    }

    /**
     * Sets an attribute by its name in the configuration. An exception is thrown when it is read.
     */
    Configured with(String attribute, Object value) {
        values.put(attribute, value);
        return this;
    }

    GpuConfiguration asConfiguration() {
        return (GpuConfiguration)
                Proxy.newProxyInstance(
                        GpuConfiguration.class.getClassLoader(),
                        new Class<?>[] {GpuConfiguration.class, Annotation.class},
                        (proxy, method, arguments) -> {
                            // The mapping of names is that of Declarative Services.
                            Object value =
                                    values.getOrDefault(
                                            method.getName().replace("__", "_"),
                                            method.getDefaultValue());
                            if (value instanceof RuntimeException thrown) {
                                throw thrown;
                            }
                            return value;
                        });
    }

    /** A provider on a machine where no driver is missing: the one that there is needs nothing. */
    GpuDelegateProvider provider() {
        GpuDriver driver = new GpuDriver("OpenCL", ExperimentalFlag.GL_ONLY, List.of());
        return new GpuDelegateProvider(
                new GpuInstallation(LibraryPlaces.current(), List.of(driver)), asConfiguration());
    }
}
