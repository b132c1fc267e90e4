// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.ServiceReference;
import org.vitral.export.ExportKind;
import org.vitral.export.ExportRequest;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;
import org.vitral.export.Exporter;
import org.vitral.export.ImageEncoder;
import org.vitral.export.RowExporter;
import org.vitral.export.SeriesExporter;
import org.vitral.image.Image;
import org.vitral.option.Option;
import org.vitral.option.OptionException;
import org.vitral.option.Options;
import org.vitral.render.Renderer;
import org.vitral.segmentation.MaskRowSink;

/**
 * A format of a run. Its service is taken from the registry when it is first used, and another one
 * when that is gone. All that calls it is called by threads for somebody else's code.
 */
final class RequestedFormat {

    private final ExportRequest request;
    private final String picture;
    private final FormatServices services;
    private final Quarantine quarantine;
    private final ExportKind kind;
    private final String suffix;
    private final List<ServiceReference<?>> taken = new ArrayList<>();
    private volatile Bound last;

    /** A service that was taken, and the options for it. */
    private record Bound(FormatServices.Installed installed, Object service, Options options) {}

    /**
     * A format.
     *
     * @param installed the service that brings it at the moment
     */
    RequestedFormat(
            ExportRequest request,
            String picture,
            FormatServices.Installed installed,
            FormatServices services,
            Quarantine quarantine) {
        this.request = request;
        this.picture = picture;
        this.services = services;
        this.quarantine = quarantine;
        this.kind = installed.kind();
        this.suffix = installed.suffix(request.format(), picture);
    }

    String name() {
        return request.format();
    }

    ExportKind kind() {
        return kind;
    }

    String suffix() {
        return suffix;
    }

    /** Whether it takes a mask row by row. */
    boolean takesRows() throws IOException, OptionException {
        return kind == ExportKind.EXPORTER && bind().service() instanceof RowExporter;
    }

    /** The service that was last used; null before the first. */
    ServiceReference<?> reference() {
        Bound bound = last;
        return bound == null ? null : bound.installed().reference();
    }

    /** Writes a frame. */
    void write(ExportSubject subject, OutputStream out) throws IOException, OptionException {
        Bound bound = bind();
        switch (bound.service()) {
            case Exporter exporter -> exporter.export(subject, bound.options(), out);
            case Renderer renderer -> render(renderer, bound.options(), subject, out);
            default -> throw new IllegalStateException("No format for single frames: " + name());
        }
    }

    private void render(Renderer renderer, Options options, ExportSubject subject, OutputStream out)
            throws IOException {
        try (Image made = renderer.render(subject.image(), subject.segmentation(), options)) {
            ServiceReference<ImageEncoder> reference =
                    services.encoder(picture).orElseThrow(this::noEncoder);
            ImageEncoder encoder = services.get(reference).orElseThrow(this::noEncoder);
            try {
                encoder.encode(made, out);
            } finally {
                services.unget(reference);
            }
        }
    }

    private IOException noEncoder() {
        return new IOException(
                "There is no encoder for pictures as %s any more".formatted(picture));
    }

    /** Begins to write a mask row by row. */
    MaskRowSink rows(OutputStream out) throws IOException, OptionException {
        Bound bound = bind();
        if (bound.service() instanceof RowExporter exporter) {
            return exporter.rows(bound.options(), out);
        }
        throw new IOException(
                "%s takes no mask row by row any more".formatted(Failures.called(kind, name())));
    }

    /** Begins a series. */
    ExportSeries begin(ExportTarget target) throws IOException, OptionException {
        Bound bound = bind();
        return ((SeriesExporter) bound.service()).begin(target, bound.options());
    }

    private Bound bind() throws IOException, OptionException {
        Bound bound = last;
        if (bound == null || !bound.installed().there()) {
            bound = take(bound);
        }
        String reason = quarantine.reason(bound.installed().reference()).orElse("");
        if (!reason.isEmpty()) {
            throw new IOException(
                    "%s is not used: %s".formatted(Failures.called(kind, name()), reason));
        }
        return bound;
    }

    private Bound take(Bound gone) throws IOException, OptionException {
        FormatServices.Installed installed =
                services.find(name())
                        .filter(one -> one.kind() == kind)
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "%s is not there any more: its bundle was stopped"
                                                                .formatted(
                                                                        Failures.called(
                                                                                kind, name()))
                                                        + " or uninstalled"));
        Object service =
                services.get(installed.reference())
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "%s could not be made by its bundle %s"
                                                        .formatted(
                                                                Failures.called(kind, name()),
                                                                FormatServices.bundle(
                                                                        installed.reference()))));
        synchronized (taken) {
            taken.add(installed.reference());
        }
        Options options =
                request.options().isEmpty()
                        ? Options.NONE
                        : Options.read(options(service), request.options());
        Bound bound = new Bound(installed, service, options);
        last = bound;
        return bound;
    }

    /** The options of a service. */
    static List<Option<?>> options(Object service) {
        return switch (service) {
            case Exporter exporter -> exporter.options();
            case Renderer renderer -> renderer.options();
            case SeriesExporter series -> series.options();
            default -> List.of();
        };
    }

    /** Gives the services back. */
    void release() {
        synchronized (taken) {
            taken.forEach(services::unget);
            taken.clear();
        }
    }
}
