// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told when models come and go. Register it as a service (the whiteboard pattern): the model
 * repository finds it.
 *
 * <p>A listener is told first of each model that is here already, as {@link
 * ModelEvent.Kind#ARRIVED}, and from then on of each change once, in the order in which they
 * happened: whoever keeps account of what it is told knows at each time what was here. Models in
 * folders that are not watched (the repository's {@code directories}, {@code VITRAL_MODELS}, the
 * local cache) are found when they are asked for, and are not told of.
 *
 * @implSpec Called on a thread that serves this listener only, one call at a time, never while a
 *     lock of the repository or of the framework is held. It may call the repository. What it
 *     throws is logged, and the next event comes all the same; while it hangs, others are served.
 *     One that lags behind by 10,000 events is given up, which is logged. After the service is
 *     unregistered no call begins.
 */
@ConsumerType
@FunctionalInterface
public interface ModelListener {

    /** A model came, left, was replaced, or got a version label. */
    void modelsChanged(ModelEvent event);
}
