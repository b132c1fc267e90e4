// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.vitral.export.ExportTargetProvider;
import org.vitral.export.Exports;
import org.vitral.image.ImageSource;
import org.vitral.model.ModelRepository;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.SegmenterControl;

/**
 * The services that are there at the moment. None of them is needed for a command to be there: a
 * command says what is missing.
 */
@Component(service = Registry.class)
public final class Registry {

    private final BundleContext context;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Collection<Map.Entry<Map<String, Object>, SegmenterControl>> controls;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Collection<Map.Entry<Map<String, Object>, Segmenter>> segmenters;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Collection<ImageSource> sources;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Collection<Map.Entry<Map<String, Object>, ExportTargetProvider>> targets;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Exports exports;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Delegates delegates;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ModelRepository models;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ServiceComponentRuntime components;

    @Activate
    public Registry(BundleContext context) {
        this.context = context;
    }

    BundleContext context() {
        return context;
    }

    /** The segmenters, by name. */
    List<NamedSegmenter> segmenters() {
        return controls.stream()
                .map(
                        entry ->
                                new NamedSegmenter(
                                        NamedSegmenter.nameOf(
                                                entry.getKey().get(Constants.SERVICE_PID)),
                                        entry.getValue()))
                .sorted(Comparator.comparing(NamedSegmenter::name))
                .toList();
    }

    /**
     * The segmenter of that name, or the only one.
     *
     * @throws CommandException if there is none, or several and none is named
     */
    NamedSegmenter segmenter(Optional<String> asked) throws CommandException {
        List<NamedSegmenter> all = segmenters();
        List<String> names = all.stream().map(NamedSegmenter::name).toList();
        if (all.isEmpty()) {
            throw new CommandException(
                    "There is no segmenter: none is configured (%s~NAME), or the bundle"
                                    .formatted(Segmenter.PID)
                            + " org.vitral.segmentation does not work (vitral:why"
                            + " org.vitral.segmentation)");
        }
        if (asked.isEmpty()) {
            if (all.size() > 1) {
                throw new UsageException(
                        "There are several segmenters: say which one by -s (%s)"
                                .formatted(String.join(", ", names)));
            }
            return all.getFirst();
        }
        String name = NamedSegmenter.nameOf(asked.get());
        return all.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "There is no segmenter '%s'%s (there are: %s)"
                                                .formatted(
                                                        name,
                                                        Text.suggestion(name, names),
                                                        String.join(", ", names))));
    }

    /** What segments, of a segmenter. */
    Segmenter serving(NamedSegmenter segmenter) throws CommandException {
        return segmenters.stream()
                .filter(
                        entry ->
                                NamedSegmenter.nameOf(entry.getKey().get(Constants.SERVICE_PID))
                                        .equals(segmenter.name()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandException(
                                        "The segmenter %s was removed"
                                                .formatted(segmenter.name())));
    }

    List<ImageSource> sources() {
        return List.copyOf(sources);
    }

    /** What writes results, if it is there. */
    Optional<Exports> exports() {
        return Optional.ofNullable(exports);
    }

    /** What writes results. */
    Exports existingExports() throws CommandException {
        return exports()
                .orElseThrow(
                        () ->
                                new CommandException(
                                        "No service writes results (vitral:why Exports)"));
    }

    /** The kinds of targets. */
    List<String> targets() {
        return targets.stream()
                .map(entry -> String.valueOf(entry.getKey().get(ExportTargetProvider.KIND)))
                .sorted()
                .toList();
    }

    /** What opens targets of a kind, if it is there. */
    Optional<ExportTargetProvider> target(String kind) {
        return targets.stream()
                .filter(entry -> kind.equals(entry.getKey().get(ExportTargetProvider.KIND)))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The service that knows the delegates, if it is there. */
    Optional<Delegates> delegates() {
        return Optional.ofNullable(delegates);
    }

    /** The service that knows the models, if it is there. */
    Optional<ModelRepository> models() {
        return Optional.ofNullable(models);
    }

    /** What knows the components of all active bundles. */
    Optional<ServiceComponentRuntime> components() {
        return Optional.ofNullable(components);
    }

    /** The names of all delegates, as far as they can be listed. */
    List<String> delegateNames() {
        return delegates()
                .map(service -> service.list().stream().map(one -> one.name()).toList())
                .orElse(List.of());
    }

    /** The names of all models that are here, or could be. */
    List<String> modelNames() {
        ModelRepository repository = models;
        if (repository == null) {
            return List.of();
        }
        return java.util.stream.Stream.concat(
                        repository.models().stream().map(model -> model.description().name()),
                        repository.absent().stream().map(model -> model.name()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
