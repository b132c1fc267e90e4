// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.io.IOException;
import java.time.Duration;
import org.osgi.framework.ServiceReference;
import org.vitral.export.ExportKind;

/** What went wrong in somebody else's code, in words for a person. */
final class Failures {

    private static final long MEGABYTE = 1_000_000;

    private Failures() {}

    /** How messages call a format: {@code "The exporter pets"}. */
    static String called(ExportKind kind, String format) {
        return switch (kind) {
            case EXPORTER -> "The exporter " + format;
            case RENDERER -> "The renderer " + format;
            case SERIES -> "The series exporter " + format;
        };
    }

    /** That it threw something. */
    static Throwable thrown(
            ExportKind kind, String format, ServiceReference<?> service, Throwable failure) {
        String called = called(kind, format);
        boolean gone = service != null && service.getBundle() == null;
        if (gone && !(failure instanceof IOException)) {
            return new IOException(
                    called + " went away in the middle: its bundle was stopped or uninstalled",
                    failure);
        }
        return switch (failure) {
            // These are said for a person by whoever throws them.
            case IOException _ -> failure;
            case UnsupportedOperationException e when e.getMessage() != null -> failure;
            // An option that does not fit the frame or its model. A subclass is rather a defect.
            case IllegalArgumentException e when isSaid(e) ->
                    new IOException(e.getMessage(), failure);
            case OutOfMemoryError _ ->
                    new IOException(
                            "%s needs more memory than there is: the heap of the JVM is at most %,d MB"
                                    .formatted(called, Runtime.getRuntime().maxMemory() / MEGABYTE),
                            failure);
            default ->
                    new IOException(
                            "%s failed: %s%s"
                                    .formatted(
                                            called,
                                            failure.getClass().getSimpleName()
                                                    + (failure.getMessage() == null
                                                            ? ""
                                                            : ": " + failure.getMessage()),
                                            service == null
                                                    ? ""
                                                    : " (in the bundle %s)"
                                                            .formatted(
                                                                    FormatServices.bundle(
                                                                            service))),
                            failure);
        };
    }

    private static boolean isSaid(IllegalArgumentException failure) {
        return failure.getClass() == IllegalArgumentException.class && failure.getMessage() != null;
    }

    /** That it did not come back in time. */
    static IOException exceeded(ExportKind kind, String format, Duration limit) {
        return new IOException(
                "%s did not come back within %s, and was given up"
                        .formatted(called(kind, format), Limits.text(limit)));
    }

    /** That whoever waited for it was interrupted. */
    static IOException interrupted() {
        return new IOException("The export was interrupted");
    }
}
