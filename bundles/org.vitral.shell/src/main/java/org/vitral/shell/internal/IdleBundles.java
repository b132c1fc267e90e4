// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The bundles that are not active, and what their components would offer. */
final class IdleBundles {

    private static final Pattern PROPERTY = Pattern.compile("<property[^>]*>");
    private static final Pattern VALUE = Pattern.compile("value=\"([^\"]+)\"");

    private IdleBundles() {}

    static List<Bundle> of(BundleContext context) {
        List<Bundle> idle = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getState() == Bundle.INSTALLED || bundle.getState() == Bundle.RESOLVED) {
                idle.add(bundle);
            }
        }
        return idle;
    }

    /** The values of a property of a bundle's services, read from its components' descriptions. */
    static List<String> values(Bundle bundle, String property) {
        List<String> values = new ArrayList<>();
        String components = bundle.getHeaders().get("Service-Component");
        if (components == null) {
            return values;
        }
        for (String path : components.split(",")) {
            URL description = bundle.getEntry(path.strip());
            if (description == null) {
                continue;
            }
            try (InputStream in = description.openStream()) {
                values.addAll(
                        values(new String(in.readAllBytes(), StandardCharsets.UTF_8), property));
            } catch (IOException e) {
                // A description that cannot be read names nothing.
            }
        }
        return values;
    }

    /** The values of a property in one description of a component. */
    static List<String> values(String description, String property) {
        List<String> values = new ArrayList<>();
        Matcher found = PROPERTY.matcher(description);
        while (found.find()) {
            Matcher value = VALUE.matcher(found.group());
            if (found.group().contains("name=\"" + property + "\"") && value.find()) {
                values.add(value.group(1));
            }
        }
        return values;
    }
}
