// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.List;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.EffectiveDelegate;

/**
 * What a result says of the engine that made it.
 *
 * @param delegates what it runs on, in the order in which they were applied
 * @param reason why on these
 * @param threads its number of threads
 * @param generation its number, from 1
 */
record EngineIdentity(
        ModelDescription model,
        List<EffectiveDelegate> delegates,
        DelegateReason reason,
        int threads,
        long generation) {
    EngineIdentity {
        delegates = List.copyOf(delegates);
    }

    /** The names of its delegates, as a text. */
    String delegate() {
        return EffectiveDelegate.names(delegates);
    }

    /** The name of each of its delegates. */
    List<String> delegateNames() {
        return delegates.stream().map(EffectiveDelegate::name).toList();
    }

    /** Whether a delegate is one of its own. */
    boolean runsOn(String name) {
        return delegates.stream().anyMatch(one -> one.name().equals(name));
    }

    /** The same engine, of whose delegates more is known. */
    EngineIdentity with(DelegateReason better) {
        return new EngineIdentity(model, delegates, better, threads, generation);
    }
}
