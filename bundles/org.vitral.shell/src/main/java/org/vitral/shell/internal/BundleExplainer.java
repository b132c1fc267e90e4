// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** Explains bundles: what a bundle asks for that nobody gives, and whether it is started. */
final class BundleExplainer implements Explainer {

    /** A name that no class has: asking for it makes the framework say why it cannot resolve. */
    private static final String NO_CLASS = "org.vitral.shell.NoSuchClass";

    private final BundleContext context;
    private final ComponentExplainer components;

    BundleExplainer(BundleContext context, ComponentExplainer components) {
        this.context = context;
        this.components = components;
    }

    @Override
    public List<Explanation> explain(String name) {
        return bundles()
                .filter(
                        bundle ->
                                name.equals(bundle.getSymbolicName())
                                        || name.equals(Long.toString(bundle.getBundleId())))
                .map(this::explain)
                .toList();
    }

    @Override
    public List<Explanation> troubles() {
        return bundles().map(this::explain).filter(one -> !one.works()).toList();
    }

    @Override
    public List<String> names() {
        return bundles()
                .map(Bundle::getSymbolicName)
                .filter(name -> name != null)
                .distinct()
                .toList();
    }

    private Stream<Bundle> bundles() {
        return Arrays.stream(context.getBundles());
    }

    Explanation explain(Bundle bundle) {
        String subject = "bundle " + name(bundle);
        if (bundle.getState() == Bundle.INSTALLED) {
            return notResolved(bundle, subject);
        }
        if (isFragment(bundle)) {
            return new Explanation(
                    subject, true, "is attached to " + host(bundle).orElse("its host"), List.of());
        }
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> {
                List<String> reasons = components.troubles(bundle);
                yield new Explanation(
                        subject,
                        reasons.isEmpty(),
                        reasons.isEmpty() ? "works" : "is active, but not all of it works",
                        reasons);
            }
            case Bundle.STARTING -> starting(bundle, subject);
            case Bundle.STOPPING -> new Explanation(subject, false, "is being stopped", List.of());
            default -> stopped(bundle, subject);
        };
    }

    private static Explanation starting(Bundle bundle, String subject) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        boolean lazy = level != null && level.isActivationPolicyUsed();
        return lazy
                ? new Explanation(
                        subject, true, "waits for the first use of one of its classes", List.of())
                : new Explanation(
                        subject,
                        false,
                        "is being started: its activator did not return yet",
                        List.of());
    }

    private static Explanation stopped(Bundle bundle, String subject) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        boolean wanted = level != null && level.isPersistentlyStarted();
        return new Explanation(
                subject,
                false,
                "is stopped",
                List.of(
                        wanted
                                ? "it was to be started, and its start failed: felix:start %d says how"
                                        .formatted(bundle.getBundleId())
                                : "felix:start %d starts it".formatted(bundle.getBundleId())));
    }

    private Explanation notResolved(Bundle bundle, String subject) {
        List<BundleRequirement> unmet = unmet(bundle);
        if (unmet.stream().anyMatch(RequirementText::isPlatform)) {
            List<String> platform =
                    unmet.stream()
                            .filter(RequirementText::isPlatform)
                            .map(one -> "it is for " + RequirementText.of(one))
                            .toList();
            return new Explanation(subject, true, "is not for this machine", platform);
        }
        List<String> reasons = reasons(bundle, new HashSet<>());
        if (!reasons.isEmpty()) {
            return new Explanation(subject, false, "is not resolved", reasons);
        }
        Optional<String> refusal = refusal(bundle);
        return refusal.isPresent()
                ? new Explanation(subject, false, "is not resolved", List.of(refusal.get()))
                : explain(bundle);
    }

    /**
     * What the framework's resolver says where each requirement for itself could be met; nothing
     * where it resolves after all, which it then is.
     */
    private Optional<String> refusal(Bundle bundle) {
        if (wiring().resolveBundles(List.of(bundle))) {
            return Optional.empty();
        }
        try {
            bundle.loadClass(NO_CLASS);
        } catch (ClassNotFoundException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of(
                    "each thing that it asks for is here, but not together: "
                            + Text.oneLine(String.valueOf(cause.getMessage())));
        }
        return Optional.empty();
    }

    /** What a bundle that is not resolved asks for in vain, a line each. */
    List<String> reasons(Bundle bundle, Set<Bundle> seen) {
        List<String> reasons = new ArrayList<>();
        seen.add(bundle);
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        for (BundleRequirement requirement : mandatory(revision)) {
            Collection<BundleCapability> providers = wiring().findProviders(requirement);
            List<Bundle> bundles =
                    providers.stream()
                            .map(one -> one.getRevision().getBundle())
                            .distinct()
                            .toList();
            if (bundles.isEmpty()) {
                reasons.add(
                        "needs %s: %s"
                                .formatted(RequirementText.of(requirement), instead(requirement)));
            } else if (bundles.stream().noneMatch(one -> one.getState() != Bundle.INSTALLED)) {
                for (Bundle provider : bundles) {
                    if (seen.contains(provider)) {
                        continue;
                    }
                    List<String> deeper = reasons(provider, seen);
                    if (!deeper.isEmpty()) {
                        reasons.add(
                                "needs %s, which is in %s, which is not resolved:"
                                        .formatted(
                                                RequirementText.of(requirement), name(provider)));
                        reasons.addAll(Explanation.indented(deeper));
                    }
                }
            }
        }
        return reasons;
    }

    private List<BundleRequirement> unmet(Bundle bundle) {
        return mandatory(bundle.adapt(BundleRevision.class)).stream()
                .filter(requirement -> wiring().findProviders(requirement).isEmpty())
                .toList();
    }

    /** What a revision cannot be resolved without. */
    private static List<BundleRequirement> mandatory(BundleRevision revision) {
        return revision.getDeclaredRequirements(null).stream()
                .filter(
                        one ->
                                Constants.EFFECTIVE_RESOLVE.equals(
                                        one.getDirectives()
                                                .getOrDefault(
                                                        Constants.EFFECTIVE_DIRECTIVE,
                                                        Constants.EFFECTIVE_RESOLVE)))
                .filter(
                        one -> {
                            String resolution =
                                    one.getDirectives()
                                            .getOrDefault(
                                                    Constants.RESOLUTION_DIRECTIVE,
                                                    Constants.RESOLUTION_MANDATORY);
                            return resolution.equals(Constants.RESOLUTION_MANDATORY);
                        })
                .toList();
    }

    /** What is here in place of what is asked for. */
    private String instead(BundleRequirement requirement) {
        String namespace = requirement.getNamespace();
        String name =
                RequirementText.name(
                        namespace,
                        requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, ""));
        boolean packages = namespace.equals(PackageNamespace.PACKAGE_NAMESPACE);
        List<String> others =
                name.isEmpty()
                        ? List.of()
                        : bundles()
                                .filter(bundle -> bundle.getState() != Bundle.UNINSTALLED)
                                .flatMap(
                                        bundle ->
                                                bundle
                                                        .adapt(BundleRevision.class)
                                                        .getDeclaredCapabilities(namespace)
                                                        .stream())
                                .filter(one -> name.equals(one.getAttributes().get(namespace)))
                                .map(BundleExplainer::offer)
                                .distinct()
                                .toList();
        if (!others.isEmpty()) {
            return "there is only " + String.join(", ", others);
        }
        return packages ? "no bundle exports it" : "no bundle offers it";
    }

    private static String offer(BundleCapability capability) {
        Object version =
                capability
                        .getAttributes()
                        .getOrDefault(
                                Constants.VERSION_ATTRIBUTE,
                                capability.getAttributes().get(Constants.BUNDLE_VERSION_ATTRIBUTE));
        String from = capability.getRevision().getBundle().getSymbolicName();
        return version == null ? "that of " + from : "version %s of %s".formatted(version, from);
    }

    private FrameworkWiring wiring() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }

    /** {@code "org.acme.tail 1.0.0 [23]"}. */
    static String name(Bundle bundle) {
        return "%s %s [%d]"
                .formatted(
                        bundle.getSymbolicName() == null
                                ? bundle.getLocation()
                                : bundle.getSymbolicName(),
                        bundle.getVersion(),
                        bundle.getBundleId());
    }

    static boolean isFragment(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    private static Optional<String> host(Bundle fragment) {
        BundleWiring wiring = fragment.adapt(BundleWiring.class);
        if (wiring == null) {
            return Optional.empty();
        }
        List<BundleWire> wires = wiring.getRequiredWires(BundleRevision.HOST_NAMESPACE);
        return wires == null
                ? Optional.empty()
                : wires.stream().map(wire -> name(wire.getProvider().getBundle())).findFirst();
    }
}
