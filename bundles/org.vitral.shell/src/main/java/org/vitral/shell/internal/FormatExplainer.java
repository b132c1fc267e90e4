// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.vitral.export.ExportFormat;
import org.vitral.export.Exporter;
import org.vitral.export.Exports;
import org.vitral.render.Renderer;

/** Explains exporters and renderers: what they say themselves, and whose bundle is not active. */
final class FormatExplainer implements Explainer {

    private final Registry registry;
    private final BundleExplainer bundles;

    FormatExplainer(Registry registry, BundleExplainer bundles) {
        this.registry = registry;
        this.bundles = bundles;
    }

    @Override
    public List<Explanation> explain(String name) {
        List<Explanation> explanations = new ArrayList<>();
        registry.exports()
                .flatMap(exports -> exports.format(name))
                .map(FormatExplainer::explain)
                .ifPresent(explanations::add);
        if (explanations.isEmpty()) {
            for (Bundle bundle : IdleBundles.of(registry.context())) {
                if (names(bundle).contains(name)) {
                    explanations.add(idle(name, bundle));
                }
            }
        }
        return explanations;
    }

    @Override
    public List<Explanation> troubles() {
        return formats().stream()
                .filter(format -> !format.usable())
                .map(FormatExplainer::explain)
                .toList();
    }

    @Override
    public List<String> names() {
        List<String> names =
                new ArrayList<>(registry.exports().map(Exports::names).orElse(List.of()));
        IdleBundles.of(registry.context()).forEach(bundle -> names.addAll(names(bundle)));
        return names;
    }

    private List<ExportFormat> formats() {
        return registry.exports().map(Exports::formats).orElse(List.of());
    }

    private static List<String> names(Bundle bundle) {
        List<String> names = new ArrayList<>(IdleBundles.values(bundle, Exporter.NAME));
        names.addAll(IdleBundles.values(bundle, Renderer.NAME));
        return names;
    }

    private static Explanation explain(ExportFormat format) {
        String subject = FormatsCommand.kind(format.kind()) + " " + format.name();
        return format.usable()
                ? new Explanation(
                        subject, true, "works", List.of("it is of the bundle " + format.bundle()))
                : new Explanation(
                        subject,
                        false,
                        "is not used",
                        List.of(
                                Text.oneLine(format.trouble()),
                                "it is of the bundle " + format.bundle(),
                                "update that bundle, or use it again as it is: vitral:exporters"
                                        + " --restore "
                                        + format.name()));
    }

    private Explanation idle(String name, Bundle bundle) {
        Explanation why = bundles.explain(bundle);
        List<String> reasons = new ArrayList<>();
        reasons.add("its %s %s".formatted(why.subject(), why.state()));
        reasons.addAll(why.reasons());
        return new Explanation("format " + name, false, "is not offered", reasons);
    }
}
