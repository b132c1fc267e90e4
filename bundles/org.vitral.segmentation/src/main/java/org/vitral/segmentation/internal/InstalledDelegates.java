// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.vitral.model.ModelRepository;
import org.vitral.segmentation.DelegateComparison;
import org.vitral.segmentation.DelegateStatus;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.SegmentationException;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntime;

/** Tells which delegates are installed, which of them work here, and how fast they are. */
@Component
public final class InstalledDelegates implements Delegates {

    private final TfLiteRuntime runtime;
    private final Candidates candidates = new Candidates();

    private final DelegateComparer comparer;

    @Activate
    public InstalledDelegates(
            @Reference ModelRepository repository,
            @Reference TfLiteRuntime runtime,
            @Reference(service = LoggerFactory.class) Logger logger) {
        this.runtime = runtime;
        ChoiceMemory memory = ChoiceMemory.ofUser();
        this.comparer =
                new DelegateComparer(
                        new EngineFactory(repository, runtime, memory, CheckedRewriting.standard()),
                        runtime,
                        memory,
                        logger,
                        System::nanoTime);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindProvider(DelegateProvider provider, Map<String, ?> properties) {
        candidates.put(DelegateCandidate.of(provider, properties));
    }

    void updatedProvider(DelegateProvider provider, Map<String, ?> properties) {
        candidates.put(DelegateCandidate.of(provider, properties));
    }

    void unbindProvider(DelegateProvider provider) {
        candidates.remove(provider);
    }

    @Override
    public List<DelegateStatus> list() {
        List<DelegateStatus> all = new ArrayList<>();
        for (DelegateCandidate candidate : candidates.get()) {
            DelegateProbe probe = candidate.probe(runtime);
            all.add(
                    new DelegateStatus(
                            candidate.name(),
                            candidate.version(runtime),
                            candidate.provider().description(),
                            probe.available(),
                            probe.reason()));
        }
        return List.copyOf(all);
    }

    @Override
    public DelegateComparison compare(
            String model, int threads, Duration budget, Consumer<String> progress)
            throws SegmentationException {
        EngineRequest request =
                new EngineRequest(
                        model,
                        Delegates.AUTO,
                        threads,
                        EngineRequest.ERROR,
                        AutoPolicy.DEFAULT.withBudget(budget),
                        RuleSelection.ALL);
        return comparer.compare(request, candidates.get(), () -> false, progress);
    }
}
