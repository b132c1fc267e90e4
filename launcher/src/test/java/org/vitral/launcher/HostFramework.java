// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;

/** A host with the bundles of the distribution, in the framework that is on its class path. */
final class HostFramework implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final Framework framework;

    HostFramework(Path storage) throws BundleException {
        framework =
                ServiceLoader.load(FrameworkFactory.class)
                        .findFirst()
                        .orElseThrow()
                        .newFramework(
                                Map.of(
                                        Constants.FRAMEWORK_STORAGE,
                                        storage.toString(),
                                        Constants.FRAMEWORK_STORAGE_CLEAN,
                                        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                                        // Entries that the Log Service keeps hold exceptions,
                                        // which hold classes.
                                        "org.apache.felix.log.maxSize",
                                        "0"));
        framework.start();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Bundle install(Path jar) throws BundleException {
        return context().installBundle(jar.toUri().toString());
    }

    /** Installs bundles, and starts them. */
    List<Bundle> start(List<Path> jars) throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(install(jar));
        }
        for (Bundle bundle : bundles) {
            if (!isFragment(bundle)) {
                bundle.start();
            }
        }
        return bundles;
    }

    /** The bundles of this project, the models among them. */
    List<Bundle> ours() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("org.vitral."))
                .toList();
    }

    static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }

    /** Wires anew what was updated or uninstalled, and waits until that is done. */
    void refresh() throws InterruptedException {
        refresh(null);
    }

    /** Wires these bundles anew, with all that use them, and waits until that is done. */
    void refresh(Collection<Bundle> bundles) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        framework
                .adapt(FrameworkWiring.class)
                .refreshBundles(
                        bundles,
                        event -> {
                            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                                done.countDown();
                            }
                        });
        if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The framework does not get done with wiring bundles anew");
        }
    }

    /** Stops the framework and waits until it has stopped. */
    @Override
    public void close() throws BundleException, InterruptedException, IOException {
        framework.stop();
        FrameworkEvent end = framework.waitForStop(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        if (end.getType() != FrameworkEvent.STOPPED) {
            throw new AssertionError("The framework does not stop: event " + end.getType());
        }
    }
}
