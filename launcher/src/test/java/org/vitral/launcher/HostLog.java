// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;

/**
 * The errors of the Log Service and the framework, as text: an entry itself keeps classes of
 * bundles.
 */
final class HostLog {

    /** Where the Log Service repeats what the framework tells. */
    private static final String FRAMEWORK_EVENTS = "Events.Framework";

    private final List<String> errors = new CopyOnWriteArrayList<>();

    /** Listens from now on. */
    HostLog(BundleContext context) throws Exception {
        context.addFrameworkListener(this::note);
        ServiceReference<?> found =
                context.getServiceReference("org.osgi.service.log.LogReaderService");
        Object reader = context.getService(found);
        Class<?> listener =
                Class.forName(
                        "org.osgi.service.log.LogListener",
                        true,
                        reader.getClass().getClassLoader());
        Object ours =
                Proxy.newProxyInstance(
                        listener.getClassLoader(),
                        new Class<?>[] {listener},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "logged" -> note(arguments[0]);
                                    case "equals" -> proxy == arguments[0];
                                    case "hashCode" -> System.identityHashCode(proxy);
                                    default -> method.getName();
                                });
        Call.on(reader, "addLogListener", ours);
    }

    /**
     * A bundle that shall start again after a refresh and lacks one that was uninstalled is an
     * error to the framework. It is the doing of whoever uninstalled that one.
     */
    private void note(FrameworkEvent event) {
        boolean lacks =
                event.getThrowable() instanceof BundleException failure
                        && failure.getType() == BundleException.RESOLVE_ERROR;
        if (event.getType() == FrameworkEvent.ERROR && !lacks) {
            errors.add(event.getBundle() + ": " + event.getThrowable());
        }
    }

    private Object note(Object entry) throws Exception {
        String logger = Call.on(entry, "getLoggerName").toString();
        if (logger.startsWith(FRAMEWORK_EVENTS)) {
            return null;
        }
        if (Call.on(entry, "getLogLevel").toString().equals("ERROR")) {
            Object exception = Call.on(entry, "getException");
            String cause = exception == null ? "" : " (" + exception + ")";
            errors.add(logger + ": " + Call.on(entry, "getMessage") + cause);
        }
        return null;
    }

    List<String> errors() {
        return errors;
    }
}
