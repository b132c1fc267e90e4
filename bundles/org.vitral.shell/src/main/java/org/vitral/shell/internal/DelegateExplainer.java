// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.vitral.segmentation.DelegateStatus;
import org.vitral.segmentation.Delegates;

/** Explains delegates: what a probe says, and which bundle that is not active has one. */
final class DelegateExplainer implements Explainer {

    /** The property of a provider. */
    private static final String NAME = "org.vitral.delegate.name";

    /** What stands before a delegate's name in the name of its bundle. */
    private static final String KIND = ".delegate.";

    private final BundleContext context;
    private final Registry registry;
    private final BundleExplainer bundles;

    DelegateExplainer(Registry registry, BundleExplainer bundles) {
        this.context = registry.context();
        this.registry = registry;
        this.bundles = bundles;
    }

    @Override
    public List<Explanation> explain(String name) {
        List<Explanation> explanations = new ArrayList<>();
        List<DelegateStatus> listed = listed();
        listed.stream()
                .filter(one -> one.name().equals(name))
                .map(DelegateExplainer::explain)
                .forEach(explanations::add);
        if (name.equals(Delegates.AUTO)) {
            explanations.add(auto(listed));
        }
        if (explanations.isEmpty()) {
            for (Bundle bundle : IdleBundles.of(context)) {
                if (names(bundle).contains(name)) {
                    explanations.add(idle(name, bundle));
                }
            }
        }
        return explanations;
    }

    @Override
    public List<Explanation> troubles() {
        return listed().stream()
                .filter(one -> !one.available())
                .map(DelegateExplainer::explain)
                .toList();
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>(List.of(Delegates.AUTO));
        listed().forEach(one -> names.add(one.name()));
        IdleBundles.of(context).forEach(bundle -> names.addAll(names(bundle)));
        return names;
    }

    private List<DelegateStatus> listed() {
        return registry.delegates().map(Delegates::list).orElse(List.of());
    }

    private static Explanation explain(DelegateStatus delegate) {
        return delegate.available()
                ? new Explanation("delegate " + delegate.name(), true, "works", List.of())
                : new Explanation(
                        "delegate " + delegate.name(),
                        false,
                        "does not work here",
                        List.of(Text.oneLine(delegate.reason())));
    }

    private static Explanation auto(List<DelegateStatus> listed) {
        Optional<String> first =
                listed.stream()
                        .filter(DelegateStatus::available)
                        .map(DelegateStatus::name)
                        .findFirst();
        return new Explanation(
                "delegate auto",
                first.isPresent(),
                first.isPresent() ? "works" : "does not work",
                List.of(
                        "it prefers %s until it has measured; vitral:status says what it took and why"
                                .formatted(first.orElse("nothing"))));
    }

    private Explanation idle(String name, Bundle bundle) {
        Explanation why = bundles.explain(bundle);
        List<String> reasons = new ArrayList<>();
        reasons.add("its %s %s".formatted(why.subject(), why.state()));
        reasons.addAll(why.reasons());
        return new Explanation("delegate " + name, false, "is not offered", reasons);
    }

    /**
     * The names of the delegates that a bundle that is not active would offer: read from the
     * descriptions of its components, and after its own name.
     */
    private static List<String> names(Bundle bundle) {
        List<String> names = new ArrayList<>();
        String symbolicName = String.valueOf(bundle.getSymbolicName());
        int kind = symbolicName.indexOf(KIND);
        if (kind >= 0 && !BundleExplainer.isFragment(bundle)) {
            names.add(symbolicName.substring(kind + KIND.length()));
        }
        names.addAll(IdleBundles.values(bundle, NAME));
        return names;
    }
}
