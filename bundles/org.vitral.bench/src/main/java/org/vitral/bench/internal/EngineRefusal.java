// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

/** A delegate cannot run this model here; the others can be measured. */
final class EngineRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    EngineRefusal(String reason) {
        super(reason);
    }
}
