// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A framework of its own, with one bundle in it: that which a class of the build belongs to, as the
 * build has just made it. What the bundle needs comes from the class path of the test: Vitral's API
 * is the test's own, so that a test calls services without reflection; Declarative Services,
 * Configuration Admin and a log are started; other bundles are there and start when they are
 * needed.
 *
 * <pre>{@code
 * try (HostedBundle host = HostedBundle.of(AreaExporter.class)) {
 *     Exporter exporter = host.service(Exporter.class);
 *     host.restart();
 * }
 * }</pre>
 */
public final class HostedBundle implements AutoCloseable {

    private static final long PATIENCE = 60_000;

    private final Framework framework;
    private final Bundle bundle;
    private final Path storage;

    private HostedBundle(Framework framework, Bundle bundle, Path storage) {
        this.framework = framework;
        this.bundle = bundle;
        this.storage = storage;
    }

    /**
     * Starts a framework with the bundle of a class.
     *
     * @throws IllegalArgumentException if the class is in no bundle
     */
    public static HostedBundle of(Class<?> member) throws IOException, BundleException {
        return of(home(member));
    }

    /**
     * Starts a framework with a bundle.
     *
     * @param home a jar, or a folder with the content of one
     */
    public static HostedBundle of(Path home) throws IOException, BundleException {
        if (name(home).isEmpty()) {
            throw new IllegalArgumentException(
                    home + " is no bundle: META-INF/MANIFEST.MF has no Bundle-SymbolicName");
        }
        Path storage = Files.createTempDirectory("vitral-contract-");
        Framework framework =
                ServiceLoader.load(FrameworkFactory.class)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "No framework is on the class path"))
                        .newFramework(settings(storage));
        try {
            framework.start();
            BundleContext context = framework.getBundleContext();
            List<Bundle> services = new ArrayList<>();
            for (Path entry : classPath()) {
                String name = name(entry).orElse("");
                if (!name.isEmpty() && !isShared(name) && !entry.equals(home)) {
                    Bundle needed = context.installBundle(location(entry));
                    if (name.startsWith("org.apache.felix.")) {
                        services.add(needed);
                    }
                }
            }
            Bundle bundle = context.installBundle(location(home));
            for (Bundle service : services) {
                service.start();
            }
            bundle.start();
            return new HostedBundle(framework, bundle, storage);
        } catch (IOException | BundleException | RuntimeException e) {
            new HostedBundle(framework, null, storage).close();
            throw e;
        }
    }

    /** Whether a class is in a bundle, so that it can be hosted. */
    static boolean isInBundle(Class<?> member) throws IOException {
        return name(home(member)).isPresent();
    }

    /** The bundle. */
    public Bundle bundle() {
        return bundle;
    }

    /**
     * A service of any bundle; waits until it is there, for a minute at the most.
     *
     * @throws IllegalStateException if it does not come
     */
    public <T> T service(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker =
                new ServiceTracker<>(framework.getBundleContext(), type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(PATIENCE);
            if (service == null) {
                throw new IllegalStateException(
                        "No service %s came from %s"
                                .formatted(type.getName(), bundle.getSymbolicName()));
            }
            return service;
        } finally {
            tracker.close();
        }
    }

    /** The references to the services of this bundle that are there at the moment. */
    public <T> List<ServiceReference<T>> references(Class<T> type) {
        try {
            return framework.getBundleContext().getServiceReferences(type, null).stream()
                    .filter(reference -> bundle.equals(reference.getBundle()))
                    .toList();
        } catch (org.osgi.framework.InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The service behind a reference, or nothing where it went in the meantime. */
    public <T> Optional<T> service(ServiceReference<T> reference) {
        return Optional.ofNullable(framework.getBundleContext().getService(reference));
    }

    /** Stops the bundle and starts it again. */
    public void restart() throws BundleException {
        bundle.stop();
        bundle.start();
    }

    /** Stops the framework and removes what it stored. */
    @Override
    public void close() throws BundleException, IOException {
        framework.stop();
        try {
            framework.waitForStop(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(storage)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Map<String, String> settings(Path storage) throws IOException {
        List<String> packages = new ArrayList<>();
        for (Path entry : classPath()) {
            Attributes headers = headers(entry);
            String exported = headers.getValue(Constants.EXPORT_PACKAGE);
            if (exported != null && isShared(name(entry).orElse(""))) {
                packages.add(exported);
            }
        }
        Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, String.join(",", packages));
        // Errors only: a build's log is not the place for the rest.
        settings.put("felix.log.level", "1");
        return settings;
    }

    /** Whether the test and the bundles see the same classes of a bundle of the class path. */
    private static boolean isShared(String name) {
        return name.equals("org.vitral.api")
                || name.equals("org.vitral.tflite")
                || name.startsWith("org.osgi.")
                || name.equals("org.apache.felix.framework")
                || name.equals("osgi.core")
                || name.equals("osgi.annotation");
    }

    private static List<Path> classPath() {
        List<Path> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (Files.exists(path) && !entries.contains(path)) {
                entries.add(path);
            }
        }
        return entries;
    }

    private static Path home(Class<?> member) {
        try {
            return Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String location(Path entry) {
        return "reference:" + entry.toUri();
    }

    private static Optional<String> name(Path entry) throws IOException {
        return Optional.ofNullable(headers(entry).getValue(Constants.BUNDLE_SYMBOLICNAME))
                .map(header -> header.split(";")[0].strip());
    }

    private static Attributes headers(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            Path manifest = entry.resolve(JarFile.MANIFEST_NAME);
            if (!Files.exists(manifest)) {
                return new Attributes();
            }
            try (InputStream in = Files.newInputStream(manifest)) {
                return new Manifest(in).getMainAttributes();
            }
        }
        if (!entry.toString().endsWith(".jar")) {
            return new Attributes();
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            Manifest manifest = jar.getManifest();
            return manifest == null ? new Attributes() : manifest.getMainAttributes();
        }
    }
}
