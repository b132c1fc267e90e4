// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * A segmenter as seen from outside the framework, by names only: nothing here is linked with a
 * class of a bundle, so that nothing here keeps one.
 */
final class HostedSegmenter {

    private static final String PID = "org.vitral.segmenter";
    private static final String NAME = "hosted";
    private static final String FILTER = "(service.pid=%s~%s)".formatted(PID, NAME);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BundleContext context;

    HostedSegmenter(BundleContext context) {
        this.context = context;
    }

    void configure(Map<String, Object> properties) throws Exception {
        with(
                "org.osgi.service.cm.ConfigurationAdmin",
                null,
                admin -> {
                    Object configuration =
                            Call.on(admin, "getFactoryConfiguration", PID, NAME, "?");
                    return Call.on(configuration, "update", new Hashtable<>(properties));
                });
    }

    /** Waits until the service is there: a configuration takes effect a little later. */
    void await() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isThere()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("There is no segmenter after " + PATIENCE);
            }
            Thread.onSpinWait();
        }
    }

    private boolean isThere() {
        try {
            return context.getAllServiceReferences("org.vitral.segmentation.Segmenter", FILTER)
                    != null;
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The status as a line for a person. */
    String status() throws Exception {
        return with(
                "org.vitral.segmentation.Segmenter",
                FILTER,
                segmenter -> {
                    Object status = Call.on(segmenter, "status");
                    return "%s on %s, generation %s: %s"
                            .formatted(
                                    Call.on(status, "state"),
                                    Call.on(status, "delegate"),
                                    Call.on(status, "generation"),
                                    Call.on(status, "reason"));
                });
    }

    /** The category mask of a photograph. */
    byte[] segment(Path photograph) throws Exception {
        return with(
                "org.vitral.image.ImageSource",
                "(org.vitral.source.kind=file)",
                files -> {
                    try (AutoCloseable image =
                            (AutoCloseable) Call.on(files, "read", photograph.toUri())) {
                        return segment(image);
                    }
                });
    }

    private byte[] segment(Object image) throws Exception {
        return with(
                "org.vitral.segmentation.Segmenter",
                FILTER,
                segmenter -> {
                    try (AutoCloseable seen =
                            (AutoCloseable) Call.on(segmenter, "segment", image)) {
                        return (byte[]) Call.on(Call.on(seen, "categoryMask"), "toBytes");
                    }
                });
    }

    /** Has another engine made, and says what came of it. */
    String swap(String delegate, int threads) throws Exception {
        return with(
                "org.vitral.segmentation.SegmenterControl",
                FILTER,
                control -> {
                    Object change =
                            control.getClass()
                                    .getClassLoader()
                                    .loadClass("org.vitral.segmentation.EngineChange")
                                    .getField("NONE")
                                    .get(null);
                    change = Call.on(change, "withDelegate", delegate);
                    change = Call.on(change, "withThreads", threads);
                    Object outcome = Call.on(control, "swap", change);
                    return Call.on(outcome, "state") + " " + Call.on(outcome, "reason");
                });
    }

    private <T> T with(String type, String filter, Use<T> use) throws Exception {
        ServiceReference<?>[] found = context.getAllServiceReferences(type, filter);
        Object service = found == null ? null : context.getService(found[0]);
        if (service == null) {
            throw new ServiceGoneException("There is no " + type);
        }
        try {
            return use.of(service);
        } finally {
            context.ungetService(found[0]);
        }
    }

    /** What is done with a service. */
    private interface Use<T> {
        T of(Object service) throws Exception;
    }

    /** A service is not there at the moment. */
    static final class ServiceGoneException extends Exception {
        private static final long serialVersionUID = 1L;

        ServiceGoneException(String message) {
            super(message);
        }
    }
}
