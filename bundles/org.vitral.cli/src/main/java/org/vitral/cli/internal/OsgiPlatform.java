// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.nio.file.Path;
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
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.vitral.bench.Bench;
import org.vitral.evaluation.ConfusionRenderer;
import org.vitral.evaluation.Evaluator;
import org.vitral.export.ExportTargetProvider;
import org.vitral.export.Exports;
import org.vitral.export.ImageEncoder;
import org.vitral.image.ImageSource;
import org.vitral.model.ModelPacker;
import org.vitral.model.ModelRepository;
import org.vitral.model.VersionLabels;
import org.vitral.render.DifferenceRenderer;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.ModelRewriting;
import org.vitral.segmentation.Segmenter;

/** The platform that an OSGi framework is: its service registry. For one thread at a time. */
final class OsgiPlatform implements Platform {

    /** The format of the pictures that a command draws itself. */
    private static final String PICTURE = "png";

    /** The name of what a run configures for itself. */
    private static final String CLI = "cli";

    /** The factory PID of delegates that are libraries of somebody else. */
    private static final String LIBRARIES_PID = "org.vitral.delegate.external";

    private static final String LIBRARY_PID = LIBRARIES_PID + "~" + CLI;

    /** The service that such a configuration leads to; its bundle's API is not seen from here. */
    private static final String DELEGATE_PROVIDER = "org.vitral.tflite.runtime.DelegateProvider";

    /** The property with the delegate's name, of the configuration and of the service. */
    private static final String DELEGATE_NAME = "org.vitral.delegate.name";

    /** What a delegate library may take to be offered: it is not loaded for that. */
    private static final Duration LIBRARY_LIMIT = Duration.ofSeconds(5);

    /** Between two looks at the list of delegates, once the provider is there. */
    private static final Duration LISTED_POLL = Duration.ofMillis(5);

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
    public VersionLabels versionLabels() throws FailureException {
        return service(VersionLabels.class, "service that keeps version labels");
    }

    @Override
    public ModelPacker packer() throws FailureException {
        return service(ModelPacker.class, "service that packs models");
    }

    @Override
    public Delegates delegates() throws FailureException {
        return service(Delegates.class, "service that knows the delegates");
    }

    @Override
    public ModelRewriting rewriting() throws FailureException {
        return service(ModelRewriting.class, "service that knows the rewriting rules");
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
    public Exports exports() throws FailureException {
        return service(Exports.class, "service that exports");
    }

    @Override
    public List<String> targets() {
        return references(ExportTargetProvider.class).stream()
                .map(reference -> reference.getProperty(ExportTargetProvider.KIND))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Optional<ExportTargetProvider> target(String kind) {
        return find(ExportTargetProvider.class, ExportTargetProvider.KIND, kind).flatMap(this::get);
    }

    @Override
    public String targetDescription(String kind) {
        return find(ExportTargetProvider.class, ExportTargetProvider.KIND, kind)
                .map(reference -> reference.getProperty(Constants.SERVICE_DESCRIPTION))
                .map(String::valueOf)
                .orElse("");
    }

    @Override
    public Bench bench() throws FailureException {
        return service(Bench.class, "service that measures models");
    }

    @Override
    public Evaluator evaluator() throws FailureException {
        return service(Evaluator.class, "service that evaluates masks");
    }

    @Override
    public ConfusionRenderer confusionRenderer() throws FailureException {
        return service(ConfusionRenderer.class, "service that draws confusion matrices");
    }

    @Override
    public DifferenceRenderer differenceRenderer() throws FailureException {
        return service(DifferenceRenderer.class, "service that draws differences");
    }

    @Override
    public ImageEncoder encoder() throws FailureException {
        return find(ImageEncoder.class, ImageEncoder.FORMAT, PICTURE)
                .flatMap(this::get)
                .orElseThrow(
                        () -> new FailureException("", "There is no encoder for " + PICTURE, null));
    }

    @Override
    public PendingSegmenter segmenter(String name, Map<String, Object> properties)
            throws FailureException {
        // The PID of the configuration, and so of the service.
        String pid = Segmenter.PID + "~" + name;
        ConfigurationAdmin admin = service(ConfigurationAdmin.class, "configuration service");
        try {
            awaitNone(admin, pid, segmenterFilter(pid), "segmenter");
            Configuration configuration = admin.getFactoryConfiguration(Segmenter.PID, name, "?");
            atEnd.add(() -> delete(configuration));
            Hashtable<String, Object> all = new Hashtable<>(properties);
            // Nothing serves here that could go on: what is wrong shows in the result.
            all.putIfAbsent("gate", "off");
            configuration.update(all);
        } catch (IOException e) {
            throw new FailureException(
                    "", "The segmenter cannot be configured: " + Reason.of(e), e);
        }
        return () -> awaitSegmenter(pid);
    }

    @Override
    public ToIntFunction<String[]> shell() throws FailureException {
        return find(ToIntFunction.class, "org.vitral.command", "shell")
                .flatMap(this::get)
                .map(OsgiPlatform::program)
                .orElseThrow(
                        () ->
                                new FailureException(
                                        "",
                                        "There is no shell: is the bundle org.vitral.shell active?",
                                        null));
    }

    @SuppressWarnings("unchecked")
    private static ToIntFunction<String[]> program(ToIntFunction<?> service) {
        return (ToIntFunction<String[]>) service;
    }

    @Override
    public void delegateLibrary(String name, Path library, List<String> settings)
            throws FailureException {
        ConfigurationAdmin admin = service(ConfigurationAdmin.class, "configuration service");
        Filter filter =
                filter(
                        "(&(objectClass=%s)(service.pid=%s))"
                                .formatted(DELEGATE_PROVIDER, LIBRARY_PID));
        try {
            awaitNone(admin, LIBRARY_PID, filter, "delegate library");
            Configuration configuration = admin.getFactoryConfiguration(LIBRARIES_PID, CLI, "?");
            atEnd.add(() -> delete(configuration));
            Hashtable<String, Object> properties = new Hashtable<>();
            properties.put(DELEGATE_NAME, name);
            properties.put("library", library.toString());
            properties.put("options", settings.toArray(String[]::new));
            configuration.update(properties);
        } catch (IOException e) {
            throw new FailureException(
                    "", "The delegate library cannot be configured: " + Reason.of(e), e);
        }
        awaitDelegate(name, filter);
    }

    /** Waits until the provider is there, and until those who list it have seen it, too. */
    private void awaitDelegate(String name, Filter filter) throws FailureException {
        Delegates delegates = delegates();
        long deadline = System.nanoTime() + LIBRARY_LIMIT.toNanos();
        // Only its reference is looked at: this bundle does not know the provider's class.
        CountDownLatch came = new CountDownLatch(1);
        ServiceTracker<Object, ServiceReference<Object>> tracker =
                new ServiceTracker<>(context, filter, null) {
                    @Override
                    public ServiceReference<Object> addingService(
                            ServiceReference<Object> reference) {
                        came.countDown();
                        return reference;
                    }

                    @Override
                    public void removedService(
                            ServiceReference<Object> reference, ServiceReference<Object> same) {
                        // Nothing was taken, so nothing is given back.
                    }
                };
        tracker.open(true);
        try {
            boolean there = came.await(LIBRARY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            while (there && delegates.list().stream().noneMatch(one -> one.name().equals(name))) {
                there = System.nanoTime() < deadline;
                Thread.sleep(LISTED_POLL.toMillis());
            }
            if (!there) {
                throw new FailureException(
                        "--delegate " + name,
                        "No delegate came of this library within %d s: is the bundle %s active?"
                                .formatted(LIBRARY_LIMIT.toSeconds(), LIBRARIES_PID),
                        null);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            tracker.close();
        }
    }

    /** What an earlier run asked for may still be there: it goes before the new one comes. */
    private void awaitNone(ConfigurationAdmin admin, String pid, Filter filter, String what)
            throws IOException, FailureException {
        try {
            Configuration[] old = admin.listConfigurations("(service.pid=%s)".formatted(pid));
            if (old != null) {
                for (Configuration configuration : old) {
                    configuration.delete();
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        CountDownLatch gone = new CountDownLatch(1);
        ServiceTracker<Object, ServiceReference<Object>> tracker =
                new ServiceTracker<>(context, filter, null) {
                    @Override
                    public ServiceReference<Object> addingService(
                            ServiceReference<Object> reference) {
                        return reference;
                    }

                    @Override
                    public void removedService(
                            ServiceReference<Object> reference, ServiceReference<Object> same) {
                        gone.countDown();
                    }
                };
        tracker.open(true);
        try {
            if (!tracker.isEmpty()
                    && !gone.await(SERVICE_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    && !tracker.isEmpty()) {
                throw new FailureException(
                        "",
                        "The %s of an earlier run did not end within %d s"
                                .formatted(what, SERVICE_LIMIT.toSeconds()),
                        null);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            tracker.close();
        }
    }

    private Segmenter awaitSegmenter(String pid) throws FailureException {
        ServiceTracker<Segmenter, Segmenter> tracker =
                new ServiceTracker<>(context, segmenterFilter(pid), null);
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

    private static Filter segmenterFilter(String pid) {
        return filter(
                "(&(objectClass=%s)(service.pid=%s))".formatted(Segmenter.class.getName(), pid));
    }

    private static Filter filter(String text) {
        try {
            return FrameworkUtil.createFilter(text);
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
