// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.tests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** Small bundles without classes, which something keeps from working. */
final class TestBundles {

    private TestBundles() {}

    /** A bundle with some headers. */
    static Bundle install(BundleContext context, String name, Map<String, String> headers)
            throws IOException, BundleException {
        return install(context, name, headers, "");
    }

    /** A bundle with one component. */
    static Bundle withComponent(BundleContext context, String name, String component)
            throws IOException, BundleException {
        return install(
                context,
                name,
                Map.of(
                        "Service-Component",
                        "OSGI-INF/component.xml",
                        Constants.REQUIRE_CAPABILITY,
                        "osgi.extender;filter:=\"(osgi.extender=osgi.component)\""),
                component);
    }

    private static Bundle install(
            BundleContext context, String name, Map<String, String> headers, String component)
            throws IOException, BundleException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        attributes.putValue(Constants.BUNDLE_VERSION, "1.0.0");
        headers.forEach(attributes::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new ZipEntry("OSGI-INF/component.xml"));
            jar.write(component.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
        return context.installBundle("test:" + name, new ByteArrayInputStream(bytes.toByteArray()));
    }
}
