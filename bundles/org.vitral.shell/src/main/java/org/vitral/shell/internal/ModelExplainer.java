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
import org.vitral.model.RejectedModel;

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
            if (name.contains("@")) {
                explanations.add(explain(name, models));
            }
            models.rejected().stream()
                    .filter(one -> isCalled(name, one))
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

    /** A model that is not here is only missed by who asks for it; one that is refused is said. */
    @Override
    public List<Explanation> troubles() {
        return registry.models().map(ModelRepository::rejected).orElse(List.of()).stream()
                .map(ModelExplainer::explain)
                .toList();
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

    /** A model that is named with a version, a range or a label. */
    private static Explanation explain(String reference, ModelRepository models) {
        try {
            return explain(models.resolve(reference));
        } catch (ModelException e) {
            return new Explanation(
                    "model " + reference,
                    false,
                    "is not here",
                    List.of(Text.oneLine(e.getMessage())));
        }
    }

    private static Explanation explain(RejectedModel model) {
        return new Explanation(
                "model of " + model.origin(),
                false,
                "is not offered",
                List.of(Text.oneLine(model.reason())));
    }

    /** Whether this names the file or the bundle of a model that is not offered. */
    private static boolean isCalled(String name, RejectedModel model) {
        String origin = model.origin();
        return origin.equals(name)
                || origin.endsWith("/" + name)
                || origin.endsWith("\\" + name)
                || origin.startsWith("bundle " + name + " ");
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
