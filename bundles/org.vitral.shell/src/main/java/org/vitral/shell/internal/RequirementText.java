// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.framework.namespace.NativeNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** What a bundle asks for, in plain words. */
final class RequirementText {

    private static final Map<String, String> KINDS =
            Map.of(
                    BundleRevision.PACKAGE_NAMESPACE,
                    "the package %s",
                    BundleRevision.BUNDLE_NAMESPACE,
                    "the bundle %s",
                    BundleRevision.HOST_NAMESPACE,
                    "the host bundle %s",
                    IdentityNamespace.IDENTITY_NAMESPACE,
                    "the bundle %s",
                    "osgi.extender",
                    "something that does what the extender %s does",
                    "osgi.service",
                    "a service %s",
                    "osgi.contract",
                    "the contract %s");

    private static final Pattern FLOOR = Pattern.compile("\\((?:bundle-)?version>=([^)]*)\\)");
    private static final Pattern CEILING =
            Pattern.compile("\\(!\\((?:bundle-)?version>=([^)]*)\\)\\)");
    private static final Pattern CLOSED_CEILING =
            Pattern.compile("\\((?:bundle-)?version<=([^)]*)\\)");
    private static final Pattern SYSTEM = Pattern.compile("osgi\\.native\\.osname~?=([^)]*)");
    private static final Pattern PROCESSOR = Pattern.compile("osgi\\.native\\.processor~?=([^)]*)");
    private static final Pattern ENVIRONMENT_VERSION = Pattern.compile("\\(version=([^)]*)\\)");

    private RequirementText() {}

    /** {@code "the package org.acme.tail, version [1.0,2.0)"}. */
    static String of(BundleRequirement requirement) {
        return of(
                requirement.getNamespace(),
                requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, ""));
    }

    static String of(String namespace, String filter) {
        if (namespace.equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)) {
            return "Java: %s %s"
                    .formatted(
                            name(namespace, filter),
                            first(ENVIRONMENT_VERSION, filter, version(filter)));
        }
        if (namespace.equals(NativeNamespace.NATIVE_NAMESPACE)) {
            return "another platform: %s on %s"
                    .formatted(
                            first(SYSTEM, filter, "any system"),
                            first(PROCESSOR, filter, "any processor"));
        }
        String kind = KINDS.get(namespace);
        String name = name(namespace, filter);
        if (kind == null || name.isEmpty()) {
            return filter.isEmpty()
                    ? "the capability " + namespace
                    : "the capability %s with %s".formatted(namespace, filter);
        }
        String version = version(filter);
        return kind.formatted(name) + (version.isEmpty() ? "" : ", version " + version);
    }

    /** The name that is asked for in a namespace; empty where the filter has none. */
    static String name(String namespace, String filter) {
        String attribute = namespace.equals("osgi.service") ? "objectClass" : namespace;
        return first(
                Pattern.compile("\\(" + Pattern.quote(attribute) + "=([^)*]*)\\)"), filter, "");
    }

    /** {@code "[1.0,2.0)"}, {@code "1.0 or later"}, or empty for any version. */
    static String version(String filter) {
        String floor = first(FLOOR, CEILING.matcher(filter).replaceAll(""), "");
        String open = first(CEILING, filter, "");
        String closed = first(CLOSED_CEILING, filter, "");
        if (floor.isEmpty() && open.isEmpty() && closed.isEmpty()) {
            return "";
        }
        if (open.isEmpty() && closed.isEmpty()) {
            return floor + " or later";
        }
        return "[%s,%s%s"
                .formatted(
                        floor.isEmpty() ? "0" : floor,
                        open.isEmpty() ? closed : open,
                        open.isEmpty() ? "]" : ")");
    }

    private static String first(Pattern pattern, String text, String absent) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : absent;
    }

    /** Whether this asks for a certain kind of machine. */
    static boolean isPlatform(BundleRequirement requirement) {
        return requirement
                .getNamespace()
                .toLowerCase(Locale.ROOT)
                .equals(NativeNamespace.NATIVE_NAMESPACE);
    }
}
