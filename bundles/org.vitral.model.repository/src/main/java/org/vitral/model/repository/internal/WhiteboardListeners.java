// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.vitral.model.ModelListener;

/**
 * The listeners that are registered as services. A listener is got from the registry on the thread
 * of its own queue: it may wait for the repository to be activated.
 */
final class WhiteboardListeners extends ServiceTracker<ModelListener, ListenerQueue>
        implements AutoCloseable {
    private final OfferedModels offered;
    private final Consumer<String> warnings;

    WhiteboardListeners(BundleContext context, OfferedModels offered, Consumer<String> warnings) {
        super(context, ModelListener.class, null);
        this.offered = offered;
        this.warnings = warnings;
        open();
    }

    @Override
    public ListenerQueue addingService(ServiceReference<ModelListener> reference) {
        ListenerQueue queue =
                new ListenerQueue(
                        "of bundle " + reference.getBundle().getSymbolicName(),
                        () -> context.getService(reference),
                        warnings);
        offered.add(queue);
        return queue;
    }

    @Override
    public void modifiedService(ServiceReference<ModelListener> reference, ListenerQueue queue) {
        // The same listener.
    }

    @Override
    public void removedService(ServiceReference<ModelListener> reference, ListenerQueue queue) {
        offered.remove(queue);
        queue.close();
        try {
            context.ungetService(reference);
        } catch (IllegalStateException e) {
            // Our own bundle is stopping, which gives everything back.
        }
    }
}
