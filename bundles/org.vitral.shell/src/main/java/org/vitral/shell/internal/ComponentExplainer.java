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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Explains services and the components that offer them: what a component waits for. */
final class ComponentExplainer implements Explainer {

    private static final String SERVICE_NAMESPACE = "osgi.service";
    private static final String OBJECT_CLASS = "objectClass";

    /** A chain of components that wait for each other is told so far. */
    private static final int DEEPEST = 4;

    private final BundleContext context;
    private final Registry registry;

    ComponentExplainer(Registry registry) {
        this.context = registry.context();
        this.registry = registry;
    }

    @Override
    public List<Explanation> explain(String name) {
        List<Explanation> explanations = new ArrayList<>();
        for (ComponentDescriptionDTO component : components()) {
            if (name.equals(component.name) || isClass(name, component.implementationClass)) {
                explanations.add(explain(component));
            }
        }
        for (String service : services()) {
            if (isClass(name, service)) {
                explanations.add(explainService(service));
            }
        }
        return explanations;
    }

    @Override
    public List<Explanation> troubles() {
        // Those of a bundle are told with it.
        return List.of();
    }

    @Override
    public List<String> names() {
        return Stream.concat(
                        components().stream().map(component -> component.name), services().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** What is wrong with the components of a bundle, a line each. */
    List<String> troubles(Bundle bundle) {
        Optional<ServiceComponentRuntime> runtime = registry.components();
        if (runtime.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (ComponentDescriptionDTO component :
                runtime.get().getComponentDescriptionDTOs(bundle)) {
            List<String> reasons = reasons(component, new HashSet<>());
            // What is only there when somebody configures it is not missing.
            if (!reasons.isEmpty() && !waitsToBeConfigured(component)) {
                lines.add("component %s:".formatted(component.name));
                lines.addAll(Explanation.indented(reasons));
            }
        }
        return lines;
    }

    private Explanation explain(ComponentDescriptionDTO component) {
        List<String> reasons = reasons(component, new HashSet<>());
        return new Explanation(
                "component %s of %s".formatted(component.name, component.bundle.symbolicName),
                reasons.isEmpty(),
                reasons.isEmpty() ? "works" : "does not work",
                reasons);
    }

    private Explanation explainService(String service) {
        List<ServiceReference<?>> offered = references(service, null);
        if (!offered.isEmpty()) {
            return new Explanation(
                    "service " + service,
                    true,
                    "is there",
                    offered.stream()
                            .map(
                                    reference ->
                                            "offered by "
                                                    + (reference.getBundle() == null
                                                            ? "a bundle that is going"
                                                            : BundleExplainer.name(
                                                                    reference.getBundle())))
                            .distinct()
                            .toList());
        }
        return new Explanation(
                "service " + service, false, "is not there", providers(service, new HashSet<>()));
    }

    /** Why a component offers nothing, a line each; nothing where it works. */
    private List<String> reasons(ComponentDescriptionDTO component, Set<String> seen) {
        Optional<ServiceComponentRuntime> runtime = registry.components();
        if (runtime.isEmpty() || !seen.add(component.name) || seen.size() > DEEPEST) {
            return List.of();
        }
        if (!runtime.get().isComponentEnabled(component)) {
            return List.of("is disabled: scr:enable %s".formatted(component.name));
        }
        Collection<ComponentConfigurationDTO> configurations =
                runtime.get().getComponentConfigurationDTOs(component);
        if (configurations.isEmpty()) {
            return needsConfiguration(component) ? List.of(noConfiguration(component)) : List.of();
        }
        List<String> reasons = new ArrayList<>();
        for (ComponentConfigurationDTO one : configurations) {
            reasons.addAll(reasons(component, one, seen));
        }
        return reasons;
    }

    private List<String> reasons(
            ComponentDescriptionDTO component, ComponentConfigurationDTO one, Set<String> seen) {
        if (one.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION) {
            return List.of(noConfiguration(component));
        }
        if (one.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
            return List.of("its activation failed: " + firstLine(one.failure));
        }
        if (one.state != ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
            return List.of();
        }
        List<String> reasons = new ArrayList<>();
        for (UnsatisfiedReferenceDTO unsatisfied : one.unsatisfiedReferences) {
            reasons.addAll(reasons(component, unsatisfied, seen));
        }
        return reasons;
    }

    private List<String> reasons(
            ComponentDescriptionDTO component,
            UnsatisfiedReferenceDTO unsatisfied,
            Set<String> seen) {
        String service =
                Arrays.stream(component.references)
                        .filter(reference -> reference.name.equals(unsatisfied.name))
                        .map(reference -> reference.interfaceName)
                        .findFirst()
                        .orElse(unsatisfied.name);
        boolean targeted = unsatisfied.target != null && !unsatisfied.target.isBlank();
        String waits =
                "waits for a service %s%s"
                        .formatted(service, targeted ? " with " + unsatisfied.target : "");
        if (targeted && !references(service, null).isEmpty()) {
            return List.of(
                    "%s: %d of that kind, but none with that"
                            .formatted(waits, references(service, null).size()));
        }
        List<String> reasons = new ArrayList<>();
        reasons.add(waits + ":");
        reasons.addAll(Explanation.indented(providers(service, seen)));
        return reasons;
    }

    /** Who could offer a service, and why it does not, a line each; at least one. */
    private List<String> providers(String service, Set<String> seen) {
        List<String> lines = new ArrayList<>();
        for (ComponentDescriptionDTO component : components()) {
            if (Arrays.asList(component.serviceInterfaces).contains(service)) {
                List<String> reasons = reasons(component, seen);
                if (!reasons.isEmpty()) {
                    lines.add(
                            "component %s of %s offers it:"
                                    .formatted(component.name, component.bundle.symbolicName));
                    lines.addAll(Explanation.indented(reasons));
                }
            }
        }
        for (Bundle bundle : context.getBundles()) {
            boolean idle =
                    bundle.getState() == Bundle.INSTALLED || bundle.getState() == Bundle.RESOLVED;
            if (idle && offers(bundle, service)) {
                lines.add(
                        "bundle %s offers it and is %s"
                                .formatted(
                                        BundleExplainer.name(bundle),
                                        bundle.getState() == Bundle.RESOLVED
                                                ? "stopped: felix:start " + bundle.getBundleId()
                                                : "not resolved: vitral:why "
                                                        + bundle.getBundleId()));
            }
        }
        if (lines.isEmpty()) {
            lines.add("no bundle here offers it");
        }
        return lines;
    }

    private static boolean offers(Bundle bundle, String service) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null
                && revision.getDeclaredCapabilities(SERVICE_NAMESPACE).stream()
                        .map(capability -> capability.getAttributes().get(OBJECT_CLASS))
                        .anyMatch(
                                classes ->
                                        classes instanceof Collection<?> several
                                                ? several.contains(service)
                                                : service.equals(classes));
    }

    private static boolean needsConfiguration(ComponentDescriptionDTO component) {
        return "require".equals(component.configurationPolicy);
    }

    private boolean waitsToBeConfigured(ComponentDescriptionDTO component) {
        return needsConfiguration(component)
                && registry
                        .components()
                        .map(runtime -> runtime.getComponentConfigurationDTOs(component))
                        .orElse(List.of())
                        .stream()
                        .allMatch(
                                one ->
                                        one.state
                                                == ComponentConfigurationDTO
                                                        .UNSATISFIED_CONFIGURATION);
    }

    private static String noConfiguration(ComponentDescriptionDTO component) {
        String pids = String.join(", ", component.configurationPid);
        return "needs a configuration %s (or %s~NAME), and there is none"
                .formatted(pids, component.configurationPid[0]);
    }

    private static String firstLine(String failure) {
        return failure == null
                ? "no reason is known"
                : Text.oneLine(failure.lines().findFirst().orElse(""));
    }

    private List<ComponentDescriptionDTO> components() {
        return registry.components()
                .map(runtime -> List.copyOf(runtime.getComponentDescriptionDTOs()))
                .orElse(List.of());
    }

    /** The names of the services that are there, or that a component or bundle could offer. */
    private Set<String> services() {
        Set<String> services =
                components().stream()
                        .flatMap(component -> Arrays.stream(component.serviceInterfaces))
                        .collect(Collectors.toCollection(HashSet::new));
        for (ServiceReference<?> reference : references(null, null)) {
            services.addAll(List.of((String[]) reference.getProperty(OBJECT_CLASS)));
        }
        for (Bundle bundle : context.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (revision == null) {
                continue;
            }
            revision.getDeclaredCapabilities(SERVICE_NAMESPACE).stream()
                    .map(capability -> capability.getAttributes().get(OBJECT_CLASS))
                    .forEach(
                            classes -> {
                                if (classes instanceof Collection<?> several) {
                                    several.forEach(one -> services.add(String.valueOf(one)));
                                } else if (classes instanceof String one) {
                                    services.add(one);
                                }
                            });
        }
        return services;
    }

    private List<ServiceReference<?>> references(String service, String filter) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(service, filter);
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether this is the name of a class, with or without its package. */
    private static boolean isClass(String name, String className) {
        return className != null && (className.equals(name) || className.endsWith("." + name));
    }
}
