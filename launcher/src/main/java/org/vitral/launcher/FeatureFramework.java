// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleRevision;

/**
 * A framework of its own for one run. Bundles are used where they lie; what the framework writes
 * goes to a temporary folder that is removed in the end.
 */
final class FeatureFramework implements AutoCloseable {

    /** The service property with the name of a command; the service is a {@link ToIntFunction}. */
    private static final String COMMAND = "org.vitral.command";

    private final Path storage;
    private final ConnectedBundles connected;
    private final Framework framework;

    /** A framework in which each bundle has its own class loader. */
    FeatureFramework() throws LaunchException {
        this(Set.of());
    }

    /**
     * A framework.
     *
     * @param jars the bundles whose classes come from the class path of this program
     */
    FeatureFramework(Set<Path> jars) throws LaunchException {
        try {
            connected = new ConnectedBundles(jars);
            storage = createStorage(jars.isEmpty() ? temporary() : memory());
            framework =
                    new FrameworkFactory()
                            .newFramework(
                                    Map.of(
                                            Constants.FRAMEWORK_STORAGE,
                                            storage.toString(),
                                            "felix.cache.locking",
                                            "false",
                                            // The URLs of entries carry their own handler.
                                            "felix.service.urlhandlers",
                                            "false",
                                            // What goes wrong is said once, by whoever notices.
                                            "felix.log.level",
                                            "0"),
                                    jars.isEmpty() ? null : connected);
            framework.init();
            framework.start();
        } catch (IOException | BundleException failure) {
            throw new LaunchException(
                    "The framework cannot be started: " + failure.getMessage(), failure);
        }
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /**
     * Linux has a folder in memory. Without the bundles' classes it takes 100 kB in 150 files; to
     * remove these from a disk can take 0.1 s.
     */
    private static Path memory() {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) && Files.isDirectory(memory) ? memory : temporary();
    }

    /**
     * A new folder that nobody else can look into. Its name need not be a secret, since it is only
     * taken if it was not there: {@link Files#createTempDirectory} makes one up with a random
     * generator that takes 20 ms to be set up.
     */
    private static Path createStorage(Path parent) throws IOException {
        boolean posix = parent.getFileSystem().supportedFileAttributeViews().contains("posix");
        for (long number = ProcessHandle.current().pid(); ; number += System.nanoTime()) {
            Path folder = parent.resolve("vitral-" + Long.toUnsignedString(number, 36));
            try {
                return posix
                        ? Files.createDirectory(
                                folder,
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rwx------")))
                        : Files.createDirectory(folder);
            } catch (FileAlreadyExistsException taken) {
                // The next one is free, or the one behind it.
            }
        }
    }

    /**
     * Installs bundles and starts none of them. What a user put here that is no bundle, or is one a
     * second time, is left out and said.
     */
    List<Bundle> install(List<Path> files) throws LaunchException {
        BundleContext context = framework.getBundleContext();
        List<Bundle> bundles = new ArrayList<>();
        for (Path file : files) {
            try {
                Bundle bundle = context.installBundle(connected.location(file));
                if (connected.contains(file)) {
                    ConnectedClasses.add(file, bundle);
                }
                bundles.add(bundle);
            } catch (BundleException failure) {
                if (Distribution.isDropin(file)) {
                    System.err.println(leftOut(file, failure));
                    continue;
                }
                throw new LaunchException(
                        "The bundle %s cannot be installed: %s"
                                .formatted(file, failure.getMessage()),
                        failure);
            }
        }
        return bundles;
    }

    private static String leftOut(Path file, BundleException failure) {
        String why =
                failure.getType() == BundleException.DUPLICATE_BUNDLE_ERROR
                        ? "the same bundle is here already"
                        : "it is no bundle";
        return "vitral: %s/%s is left out: %s"
                .formatted(file.getParent().getFileName(), file.getFileName(), why);
    }

    /** Starts bundles, in this order. */
    void start(List<Bundle> bundles) {
        bundles.forEach(this::start);
    }

    /**
     * One bundle that cannot be started, a user's own for example, shall not keep all from working.
     */
    private void start(Bundle bundle) {
        if (isFragment(bundle)) {
            return;
        }
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException failure) {
            System.err.println(
                    "vitral: the bundle %s cannot be started: %s"
                            .formatted(bundle.getSymbolicName(), failure.getMessage()));
        }
    }

    private static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    /** The command of that name. */
    @SuppressWarnings("unchecked")
    ToIntFunction<String[]> command(String name) throws LaunchException {
        BundleContext context = framework.getBundleContext();
        try {
            Collection<ServiceReference<ToIntFunction>> found =
                    context.getServiceReferences(
                            ToIntFunction.class, "(%s=%s)".formatted(COMMAND, name));
            for (ServiceReference<ToIntFunction> reference : found) {
                ToIntFunction<String[]> command = context.getService(reference);
                if (command != null) {
                    return command;
                }
            }
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
        throw new LaunchException("No bundle offers the command " + name);
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    @Override
    public void close() throws LaunchException {
        try {
            framework.stop();
            framework.waitForStop(0);
        } catch (BundleException failure) {
            throw new LaunchException(
                    "The framework cannot be stopped: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            ConnectedClasses.clear();
            deleteStorage();
        }
    }

    private void deleteStorage() {
        try (Stream<Path> files = Files.walk(storage)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException ignored) {
            // It is a temporary folder: the system removes what is left.
        }
    }
}
