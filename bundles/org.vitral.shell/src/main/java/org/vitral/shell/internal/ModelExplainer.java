// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;
import org.vitral.model.KnownModel;
import org.vitral.model.Model;
import org.vitral.model.ModelException;
import org.vitral.model.ModelRepository;

/** Explains models: where one lies, or was looked for, and which bundle that is stopped has it. */
final class ModelExplainer implements Explainer {

    private static final String NAMESPACE = "org.vitral.model";

    private final Registry registry;

    ModelExplainer(Registry registry) {
        this.registry = registry;
    }

    @Override
    public List<Explanation> explain(String name) {
        List<Explanation> explanations = new ArrayList<>();
        if (registry.models().isPresent()) {
            ModelRepository models = registry.models().get();
            models.models().stream()
                    .filter(model -> model.description().name().equals(name))
                    .map(ModelExplainer::explain)
                    .forEach(explanations::add);
            models.absent().stream()
                    .filter(model -> model.name().equals(name))
                    .map(ModelExplainer::explain)
                    .forEach(explanations::add);
        }
        if (explanations.stream().noneMatch(Explanation::works)) {
            idle(name).stream()
                    .map(
                            bundle ->
                                    new Explanation(
                                            "model " + name,
                                            false,
                                            "is not offered",
                                            List.of(
                                                    "its bundle %s does not work: vitral:why %d"
                                                            .formatted(
                                                                    BundleExplainer.name(bundle),
                                                                    bundle.getBundleId()))))
                    .forEach(explanations::add);
        }
        return explanations;
    }

    @Override
    public List<Explanation> troubles() {
        // A model that is not here is only missed by who asks for it.
        return List.of();
    }

    @Override
    public List<String> names() {
        return registry.modelNames();
    }

    private static Explanation explain(Model model) {
        String subject =
                "model %s %s".formatted(model.description().name(), model.description().version());
        List<String> reasons = new ArrayList<>();
        reasons.add("it lies in " + Text.oneLine(model.origin()));
        try {
            model.open().close();
        } catch (ModelException e) {
            reasons.add(Text.oneLine(e.getMessage()));
            return new Explanation(subject, false, "cannot be read", reasons);
        }
        model.description().warnings().forEach(warning -> reasons.add(Text.oneLine(warning)));
        return new Explanation(subject, true, "works", reasons);
    }

    private static Explanation explain(KnownModel model) {
        List<String> reasons = new ArrayList<>();
        reasons.add("it was looked for in");
        model.tried().forEach(place -> reasons.add("  " + Text.oneLine(place)));
        return new Explanation(
                "model %s %s".formatted(model.name(), model.version()),
                false,
                "is not here",
                reasons);
    }

    private List<Bundle> idle(String name) {
        return Arrays.stream(registry.context().getBundles())
                .filter(
                        bundle ->
                                bundle.getState() == Bundle.INSTALLED
                                        || bundle.getState() == Bundle.RESOLVED)
                .filter(
                        bundle ->
                                bundle
                                        .adapt(BundleRevision.class)
                                        .getDeclaredCapabilities(NAMESPACE)
                                        .stream()
                                        .anyMatch(
                                                one ->
                                                        name.equals(
                                                                one.getAttributes().get("name"))))
                .toList();
    }
}
