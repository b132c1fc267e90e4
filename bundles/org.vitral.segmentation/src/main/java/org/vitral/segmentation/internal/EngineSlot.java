// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.concurrent.atomic.AtomicReference;

/** The place of the engine that serves. For any number of threads. */
final class EngineSlot {

    private final AtomicReference<Engine> published = new AtomicReference<>();

    /** A lease on the engine that serves, or null where there is none. */
    Engine lease() {
        while (true) {
            Engine engine = published.get();
            if (engine == null || engine.acquire()) {
                return engine;
            }
            // It was retired between the two steps: its successor is published already.
        }
    }

    /** What the engine that serves is, or null where there is none. */
    EngineIdentity identity() {
        Engine engine = published.get();
        return engine == null ? null : engine.identity();
    }

    /** How the engine that serves has done, or null where there is none. */
    EngineRecord record() {
        Engine engine = published.get();
        return engine == null ? null : engine.record();
    }

    /** Explains the engine of a generation, if that is the one that serves. */
    void explain(long generation, DelegateReason reason) {
        Engine engine = published.get();
        if (engine != null && engine.identity().generation() == generation) {
            engine.explain(reason);
        }
    }

    /**
     * Lets an engine serve, or none.
     *
     * @return its predecessor, which is to be retired, or null
     */
    Engine publish(Engine engine) {
        return published.getAndSet(engine);
    }
}
