// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Ends the shared runtime with the bundle, also where no Declarative Services run. An interpreter
 * that is open then works on until it is closed, so the classes that it may need are loaded while
 * the bundle still has them: an update takes the file away.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class SharedRuntimeActivator implements BundleActivator {

    /** Called by the framework. */
    public SharedRuntimeActivator() {}

    @Override
    public void start(BundleContext context) {
        SharedRuntime.open();
    }

    @Override
    public void stop(BundleContext context) {
        SharedRuntime.close();
        if (NativeLibrary.isAnyLoaded()) {
            loadClasses(context.getBundle().adapt(BundleWiring.class));
        }
    }

    private static void loadClasses(BundleWiring wiring) {
        int all = BundleWiring.LISTRESOURCES_LOCAL | BundleWiring.LISTRESOURCES_RECURSE;
        for (String file : wiring.listResources("/org", "*.class", all)) {
            String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
            try {
                Class.forName(name, false, wiring.getClassLoader());
            } catch (ClassNotFoundException | LinkageError unusable) {
                // It was unusable before as well.
            }
        }
    }
}
