// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Comparator;
import java.util.Map;
import org.osgi.framework.Constants;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * A delegate provider that is installed. The preferred one comes first: the one with the highest
 * ranking, among equals the one that has been here longest.
 */
record DelegateCandidate(String name, DelegateProvider provider, int ranking, long id)
        implements Comparable<DelegateCandidate> {

    private static final Comparator<DelegateCandidate> BY_PREFERENCE =
            Comparator.comparingInt(DelegateCandidate::ranking)
                    .reversed()
                    .thenComparingLong(DelegateCandidate::id);

    /** A candidate out of a service and its properties. */
    static DelegateCandidate of(DelegateProvider provider, Map<String, ?> properties) {
        return new DelegateCandidate(
                String.valueOf(properties.get(DelegateProvider.NAME)),
                provider,
                properties.get(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0,
                properties.get(Constants.SERVICE_ID) instanceof Long id ? id : 0);
    }

    /** Whether it works here; a provider that throws does not. */
    DelegateProbe probe(TfLiteRuntime runtime) {
        try {
            return provider.probe(runtime);
        } catch (RuntimeException failure) {
            return DelegateProbe.unavailable("Its probe failed: " + failure);
        }
    }

    @Override
    public int compareTo(DelegateCandidate other) {
        return BY_PREFERENCE.compare(this, other);
    }
}
