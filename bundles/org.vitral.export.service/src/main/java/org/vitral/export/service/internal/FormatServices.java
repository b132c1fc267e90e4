// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.vitral.export.ExportKind;
import org.vitral.export.Exporter;
import org.vitral.export.ImageEncoder;
import org.vitral.export.SeriesExporter;
import org.vitral.render.Renderer;

/** The services that bring formats, as they are in the registry at the moment. */
final class FormatServices {

    /** The service property with a sentence for a person. */
    private static final String DESCRIPTION = "service.description";

    private final BundleContext context;

    FormatServices(BundleContext context) {
        this.context = context;
    }

    /** A service, not taken from the registry yet. */
    record Installed(ExportKind kind, ServiceReference<?> reference) {

        String suffix(String format, String picture) {
            return switch (kind) {
                case EXPORTER ->
                        reference.getProperty(Exporter.SUFFIX) instanceof String suffix
                                ? suffix
                                : "." + format;
                case RENDERER -> "." + format + "." + picture;
                case SERIES -> "";
            };
        }

        String description() {
            return reference.getProperty(DESCRIPTION) instanceof String text ? text : "";
        }

        /** Whether it is still in the registry. */
        boolean there() {
            return reference.getBundle() != null;
        }
    }

    /** The bundle of a service, for a person. */
    static String bundle(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return bundle == null
                ? "a bundle that is gone"
                : bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    /** The names of all formats, in alphabetical order. */
    List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        for (ExportKind kind : ExportKind.values()) {
            for (ServiceReference<?> reference : references(type(kind))) {
                if (reference.getProperty(nameProperty(kind)) instanceof String name) {
                    names.add(name);
                }
            }
        }
        return List.copyOf(names);
    }

    /** The service that brings a format. */
    Optional<Installed> find(String format) {
        return find(format, any -> true);
    }

    /** The best of the services that would bring a format, of those that are wanted. */
    Optional<Installed> find(String format, Predicate<ServiceReference<?>> wanted) {
        for (ExportKind kind : ExportKind.values()) {
            Optional<? extends ServiceReference<?>> best =
                    references(type(kind)).stream()
                            .filter(one -> format.equals(one.getProperty(nameProperty(kind))))
                            .filter(wanted)
                            .max(Comparator.naturalOrder());
            if (best.isPresent()) {
                return Optional.of(new Installed(kind, best.get()));
            }
        }
        return Optional.empty();
    }

    /** The formats of pictures, in alphabetical order. */
    List<String> pictures() {
        TreeSet<String> formats = new TreeSet<>();
        for (ServiceReference<?> reference : references(ImageEncoder.class)) {
            if (reference.getProperty(ImageEncoder.FORMAT) instanceof String format) {
                formats.add(format);
            }
        }
        return List.copyOf(formats);
    }

    /** The service that writes pictures in a format. */
    Optional<ServiceReference<ImageEncoder>> encoder(String picture) {
        return references(ImageEncoder.class).stream()
                .filter(one -> picture.equals(one.getProperty(ImageEncoder.FORMAT)))
                .max(Comparator.naturalOrder());
    }

    /** Takes a service from the registry; empty if it is gone, or could not be made. */
    <S> Optional<S> get(ServiceReference<S> reference) {
        return Optional.ofNullable(context.getService(reference));
    }

    /** Gives a service back. */
    void unget(ServiceReference<?> reference) {
        try {
            context.ungetService(reference);
        } catch (IllegalStateException e) {
            // This bundle was stopped, which gives everything back.
        }
    }

    private <S> Collection<ServiceReference<S>> references(Class<S> type) {
        try {
            return context.getServiceReferences(type, null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> type(ExportKind kind) {
        return switch (kind) {
            case EXPORTER -> Exporter.class;
            case RENDERER -> Renderer.class;
            case SERIES -> SeriesExporter.class;
        };
    }

    private static String nameProperty(ExportKind kind) {
        return kind == ExportKind.RENDERER ? Renderer.NAME : Exporter.NAME;
    }
}
