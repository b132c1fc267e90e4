// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.vitral.export.Exporter;
import org.vitral.export.ImageEncoder;
import org.vitral.image.ImageSource;
import org.vitral.model.ModelRepository;
import org.vitral.render.Renderer;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.Segmenter;

/** The platform that an OSGi framework is: its service registry. For one thread at a time. */
final class OsgiPlatform implements Platform {

    /** The name of the segmenter of a run. */
    private static final String SEGMENTER = "cli";

    /** The PID of its configuration, and so of the service. */
    private static final String PID = Segmenter.PID + "~" + SEGMENTER;

    /** A service that is not there by then never comes. */
    private static final Duration SERVICE_LIMIT = Duration.ofSeconds(10);

    /** What a segmenter may take to appear; its engine is not waited for here. */
    private static final Duration SEGMENTER_LIMIT = Duration.ofSeconds(30);

    private final BundleContext context;

    /** What is given back at the end, the last thing first. */
    private final List<Runnable> atEnd = new ArrayList<>();

    OsgiPlatform(BundleContext context) {
        this.context = context;
    }

    @Override
    public ModelRepository models() throws FailureException {
        return service(ModelRepository.class, "model repository");
    }

    @Override
    public Delegates delegates() throws FailureException {
        return service(Delegates.class, "service that knows the delegates");
    }

    @Override
    public List<ImageSource> sources() {
        ServiceTracker<ImageSource, ImageSource> sources = track(ImageSource.class);
        try {
            sources.waitForService(SERVICE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ServiceReference<ImageSource>[] references = sources.getServiceReferences();
        if (references == null) {
            return List.of();
        }
        Arrays.sort(references, Collections.reverseOrder());
        return Arrays.stream(references)
                .map(sources::getService)
                .filter(source -> source != null)
                .toList();
    }

    @Override
    public Optional<ResultFormat> format(String name) {
        Optional<ServiceReference<Exporter>> exporter = find(Exporter.class, Exporter.NAME, name);
        if (exporter.isPresent()) {
            Object suffix = exporter.get().getProperty(Exporter.SUFFIX);
            return get(exporter.get())
                    .map(
                            service ->
                                    ResultFormat.of(
                                            name,
                                            suffix instanceof String s ? s : "." + name,
                                            service));
        }
        Optional<Renderer> renderer = find(Renderer.class, Renderer.NAME, name).flatMap(this::get);
        Optional<ImageEncoder> encoder =
                find(ImageEncoder.class, ImageEncoder.FORMAT, ResultFormat.PICTURE)
                        .flatMap(this::get);
        return renderer.isPresent() && encoder.isPresent()
                ? Optional.of(ResultFormat.of(name, renderer.get(), encoder.get()))
                : Optional.empty();
    }

    @Override
    public List<String> formats() {
        List<String> names = new ArrayList<>(names(Exporter.class, Exporter.NAME));
        if (find(ImageEncoder.class, ImageEncoder.FORMAT, ResultFormat.PICTURE).isPresent()) {
            names.addAll(names(Renderer.class, Renderer.NAME));
        }
        return names.stream().distinct().sorted().toList();
    }

    @Override
    public PendingSegmenter segmenter(Map<String, Object> properties) throws FailureException {
        ConfigurationAdmin admin = service(ConfigurationAdmin.class, "configuration service");
        try {
            awaitNone(admin);
            Configuration configuration =
                    admin.getFactoryConfiguration(Segmenter.PID, SEGMENTER, "?");
            atEnd.add(() -> delete(configuration));
            configuration.update(new Hashtable<>(properties));
        } catch (IOException e) {
            throw new FailureException(
                    "", "The segmenter cannot be configured: " + Reason.of(e), e);
        }
        return this::awaitSegmenter;
    }

    /** An earlier run's segmenter may still be there: it goes before the new one comes. */
    private void awaitNone(ConfigurationAdmin admin) throws IOException, FailureException {
        try {
            Configuration[] old = admin.listConfigurations("(service.pid=%s)".formatted(PID));
            if (old != null) {
                for (Configuration configuration : old) {
                    configuration.delete();
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        CountDownLatch gone = new CountDownLatch(1);
        ServiceTracker<Segmenter, ServiceReference<Segmenter>> tracker =
                new ServiceTracker<>(context, segmenterFilter(), null) {
                    @Override
                    public ServiceReference<Segmenter> addingService(
                            ServiceReference<Segmenter> reference) {
                        return reference;
                    }

                    @Override
                    public void removedService(
                            ServiceReference<Segmenter> reference,
                            ServiceReference<Segmenter> service) {
                        gone.countDown();
                    }
                };
        tracker.open();
        try {
            if (!tracker.isEmpty()
                    && !gone.await(SERVICE_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    && !tracker.isEmpty()) {
                throw new FailureException(
                        "",
                        "The segmenter of an earlier run did not end within %d s"
                                .formatted(SERVICE_LIMIT.toSeconds()),
                        null);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            tracker.close();
        }
    }

    private Segmenter awaitSegmenter() throws FailureException {
        ServiceTracker<Segmenter, Segmenter> tracker =
                new ServiceTracker<>(context, segmenterFilter(), null);
        tracker.open();
        atEnd.add(tracker::close);
        try {
            Segmenter segmenter = tracker.waitForService(SEGMENTER_LIMIT.toMillis());
            if (segmenter == null) {
                throw new FailureException(
                        "",
                        "No segmenter came within %d s: is the bundle org.vitral.segmentation active?"
                                .formatted(SEGMENTER_LIMIT.toSeconds()),
                        null);
            }
            return segmenter;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Filter segmenterFilter() {
        try {
            return FrameworkUtil.createFilter(
                    "(&(objectClass=%s)(service.pid=%s))"
                            .formatted(Segmenter.class.getName(), PID));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Configuration configuration) {
        try {
            configuration.delete();
        } catch (IOException | IllegalStateException e) {
            // The framework is stopping, or somebody else was quicker: it is of no use any more.
        }
    }

    @Override
    public void showLog(Consumer<String> lines) {
        try {
            atEnd.add(LogPrinter.open(context, lines));
        } catch (LinkageError e) {
            lines.accept("[no log] The OSGi Log Service is not installed");
        }
    }

    private <S> S service(Class<S> type, String what) throws FailureException {
        try {
            S service = track(type).waitForService(SERVICE_LIMIT.toMillis());
            if (service == null) {
                throw new FailureException(
                        "",
                        "There is no %s: no active bundle offers %s"
                                .formatted(what, type.getName()),
                        null);
            }
            return service;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private <S> ServiceTracker<S, S> track(Class<S> type) {
        ServiceTracker<S, S> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        atEnd.add(tracker::close);
        return tracker;
    }

    /** The best-ranked service that has a name. */
    private <S> Optional<ServiceReference<S>> find(Class<S> type, String property, String name) {
        return references(type).stream()
                .filter(reference -> name.equals(reference.getProperty(property)))
                .max(Comparator.naturalOrder());
    }

    private <S> List<String> names(Class<S> type, String property) {
        return references(type).stream()
                .map(reference -> reference.getProperty(property))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private <S> List<ServiceReference<S>> references(Class<S> type) {
        try {
            return List.copyOf(context.getServiceReferences(type, null));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private <S> Optional<S> get(ServiceReference<S> reference) {
        S service = context.getService(reference);
        if (service != null) {
            atEnd.add(() -> context.ungetService(reference));
        }
        return Optional.ofNullable(service);
    }

    private static FailureException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new FailureException("", "The program was interrupted", e);
    }

    @Override
    public void close() {
        for (Runnable end : atEnd.reversed()) {
            try {
                end.run();
            } catch (IllegalStateException e) {
                // The bundle is being stopped, which gives everything back by itself.
            }
        }
        atEnd.clear();
    }
}
