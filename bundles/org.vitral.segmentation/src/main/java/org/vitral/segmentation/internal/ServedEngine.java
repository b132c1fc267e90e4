// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.nio.file.Path;
import org.vitral.model.ModelDescription;

/**
 * What served once, said so that it can be made again.
 *
 * @param request the same model, delegates and threads
 * @param identity what it was
 */
record ServedEngine(EngineRequest request, EngineIdentity identity) {

    /** An engine that serves, by what it is and not by what was asked for. */
    static ServedEngine of(EngineRequest asked, EngineIdentity identity) {
        EngineRequest concrete =
                new EngineRequest(
                        model(asked.model(), identity.model()),
                        identity.delegate(),
                        identity.threads(),
                        EngineRequest.ERROR,
                        asked.auto(),
                        asked.rewriting(),
                        asked.output(),
                        asked.inputSize(),
                        asked.interpreters());
        return new ServedEngine(concrete, identity);
    }

    /** The preferred model, a range and a label may mean another one by then. */
    private static String model(String asked, ModelDescription was) {
        if (asked.isEmpty()) {
            return was.name();
        }
        return asked.contains("@") && !Path.of(asked).isAbsolute()
                ? was.name() + "@" + was.version()
                : asked;
    }
}
