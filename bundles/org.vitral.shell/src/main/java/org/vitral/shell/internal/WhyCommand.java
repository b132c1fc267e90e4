// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code vitral:why}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=why"})
public final class WhyCommand extends VitralCommand {

    private final List<Explainer> explainers;

    @Activate
    public WhyCommand(@Reference Registry registry) {
        super(
                Manual.of(
                                "why",
                                "[BUNDLE|SERVICE|DELEGATE|MODEL|EXPORTER|RENDERER|SEGMENTER]",
                                "Says what keeps something from working; without a name, what does"
                                        + " not work.")
                        .withWords(0, 1, Names.EVERYTHING)
                        .withDetails(
                                "A bundle is named by its symbolic name or number, a service by the"
                                        + " name of its interface or component,",
                                "with or without the package."));
        this.explainers = explainers(registry);
    }

    /** What can explain something. */
    static List<Explainer> explainers(Registry registry) {
        ComponentExplainer components = new ComponentExplainer(registry);
        BundleExplainer bundles = new BundleExplainer(registry.context(), components);
        return List.of(
                new SegmenterExplainer(registry),
                new DelegateExplainer(registry, bundles),
                new ModelExplainer(registry),
                new FormatExplainer(registry, bundles),
                bundles,
                components);
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        List<Explanation> explanations = new ArrayList<>();
        if (arguments.word(0).isEmpty()) {
            explainers.forEach(one -> explanations.addAll(one.troubles()));
            if (explanations.isEmpty()) {
                screen.line(
                        "All bundles, components, delegates, exporters, renderers and segmenters"
                                + " work.");
            }
        } else {
            String name = arguments.word(0).get();
            explainers.forEach(one -> explanations.addAll(one.explain(name)));
            if (explanations.isEmpty()) {
                throw unknown(name);
            }
        }
        for (int i = 0; i < explanations.size(); i++) {
            if (i > 0) {
                screen.line("");
            }
            screen.lines(explanations.get(i).lines(screen));
        }
    }

    private UsageException unknown(String name) {
        List<String> names = new ArrayList<>();
        explainers.forEach(one -> names.addAll(one.names()));
        return new UsageException(
                ("There is no bundle, service, delegate, model, exporter, renderer or"
                                + " segmenter '%s'%s")
                        .formatted(name, Text.suggestion(name, names)));
    }
}
