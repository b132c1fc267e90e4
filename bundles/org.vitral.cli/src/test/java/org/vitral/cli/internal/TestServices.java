// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.vitral.export.Exports;
import org.vitral.export.service.internal.ExportConfiguration;
import org.vitral.export.service.internal.InstalledExports;

/** A registry of services without a framework, and the exports on it. */
final class TestServices {

    private record Registered(Class<?> type, Map<String, Object> properties, Object service) {}

    private final List<ServiceReference<?>> references = new ArrayList<>();
    private final List<Registered> registered = new ArrayList<>();

    private static final Bundle BUNDLE =
            proxy(
                    Bundle.class,
                    (method, arguments) ->
                            switch (method) {
                                case "getSymbolicName" -> "org.vitral.test";
                                case "getVersion" -> new Version(1, 0, 0);
                                default -> throw new UnsupportedOperationException(method);
                            });

    private interface Call {
        Object answer(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                switch (method.getName()) {
                                    case "equals" -> self == arguments[0];
                                    case "hashCode" -> System.identityHashCode(self);
                                    case "toString" -> type.getSimpleName();
                                    default -> call.answer(method.getName(), arguments);
                                }));
    }

    /** Registers a service; of two with one name the later one is preferred. */
    void register(Class<?> type, Map<String, Object> properties, Object service) {
        int id = registered.size();
        registered.add(new Registered(type, properties, service));
        references.add(
                proxy(
                        ServiceReference.class,
                        (method, arguments) ->
                                switch (method) {
                                    case "getProperty" ->
                                            arguments[0].equals(Constants.SERVICE_ID)
                                                    ? (Object) (long) id
                                                    : properties.get(arguments[0]);
                                    case "getBundle" -> BUNDLE;
                                    case "compareTo" ->
                                            Integer.compare(id, references.indexOf(arguments[0]));
                                    default -> throw new UnsupportedOperationException(method);
                                }));
    }

    private Object of(Class<?> type) {
        List<ServiceReference<?>> found = new ArrayList<>();
        for (int i = 0; i < registered.size(); i++) {
            if (registered.get(i).type() == type) {
                found.add(references.get(i));
            }
        }
        return found;
    }

    private BundleContext context() {
        return proxy(
                BundleContext.class,
                (method, arguments) ->
                        switch (method) {
                            case "getServiceReferences" -> of((Class<?>) arguments[0]);
                            case "getService" ->
                                    registered.get(references.indexOf(arguments[0])).service();
                            case "ungetService" -> true;
                            default -> throw new UnsupportedOperationException(method);
                        });
    }

    /** The exports of these services. */
    Exports exports() {
        return new InstalledExports(
                context(),
                new ExportConfiguration() {
                    @Override
                    public long time_limit() {
                        return 0;
                    }

                    @Override
                    public int times_until_set_aside() {
                        return 2;
                    }

                    @Override
                    public Class<? extends Annotation> annotationType() {
                        return ExportConfiguration.class;
                    }
                });
    }
}
