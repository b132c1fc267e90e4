// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.vitral.segmentation.DelegateStatus;
import org.vitral.segmentation.Delegates;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntime;

/** Tells which delegates are installed and which of them work here. */
@Component
public final class InstalledDelegates implements Delegates {

    private final TfLiteRuntime runtime;
    private final ConcurrentSkipListSet<DelegateCandidate> candidates =
            new ConcurrentSkipListSet<>();

    @Activate
    public InstalledDelegates(@Reference TfLiteRuntime runtime) {
        this.runtime = runtime;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindProvider(DelegateProvider provider, Map<String, ?> properties) {
        candidates.add(DelegateCandidate.of(provider, properties));
    }

    void unbindProvider(DelegateProvider provider) {
        candidates.removeIf(candidate -> candidate.provider() == provider);
    }

    @Override
    public List<DelegateStatus> list() {
        List<DelegateStatus> all = new ArrayList<>();
        for (DelegateCandidate candidate : candidates) {
            DelegateProbe probe = candidate.probe(runtime);
            all.add(
                    new DelegateStatus(
                            candidate.name(),
                            candidate.provider().description(),
                            probe.available(),
                            probe.reason()));
        }
        return List.copyOf(all);
    }
}
