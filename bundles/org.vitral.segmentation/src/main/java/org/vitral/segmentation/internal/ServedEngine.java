// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

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
                        asked.model().isEmpty() ? identity.model().name() : asked.model(),
                        identity.delegate(),
                        identity.threads(),
                        EngineRequest.ERROR,
                        asked.auto(),
                        asked.rewriting());
        return new ServedEngine(concrete, identity);
    }
}
