// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.vitral.tflite.runtime.DelegateProvider;

/**
 * The delegates that are installed, the preferred one first. Who looks at them sees all of a change
 * or nothing of it. For any number of threads.
 */
final class Candidates implements Supplier<List<DelegateCandidate>> {

    private volatile List<DelegateCandidate> all = List.of();

    @Override
    public List<DelegateCandidate> get() {
        return all;
    }

    /** Adds one, or lets it take the place of what its provider was before. */
    synchronized void put(DelegateCandidate candidate) {
        List<DelegateCandidate> changed = new ArrayList<>(all);
        changed.removeIf(one -> one.provider() == candidate.provider());
        changed.add(candidate);
        changed.sort(null);
        all = List.copyOf(changed);
    }

    /**
     * Removes what a provider offers.
     *
     * @return what that was
     */
    synchronized List<DelegateCandidate> remove(DelegateProvider provider) {
        List<DelegateCandidate> left = new ArrayList<>(all);
        List<DelegateCandidate> gone =
                all.stream().filter(one -> one.provider() == provider).toList();
        left.removeAll(gone);
        all = List.copyOf(left);
        return gone;
    }
}
