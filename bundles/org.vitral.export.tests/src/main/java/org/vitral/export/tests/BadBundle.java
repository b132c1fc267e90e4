// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.tests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.vitral.export.tests.bad.BadExporter;

/** Bundles of their own, with classes of their own, that do something bad. */
final class BadBundle {

    private static final String PACKAGE = "org/vitral/export/tests/bad/";

    private BadBundle() {}

    static Bundle start(BundleContext context, String does) throws IOException, BundleException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, "org.acme.bad");
        attributes.putValue(Constants.BUNDLE_VERSION, "1.0.0");
        attributes.putValue(Constants.BUNDLE_ACTIVATOR, BadExporter.class.getName());
        attributes.putValue(Constants.DYNAMICIMPORT_PACKAGE, "*");
        attributes.putValue(BadExporter.DOES, does);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (String name : new String[] {"BadExporter", "BadExporter$1", "Companion"}) {
                jar.putNextEntry(new ZipEntry(PACKAGE + name + ".class"));
                try (InputStream in =
                        BadExporter.class.getResourceAsStream("/" + PACKAGE + name + ".class")) {
                    in.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
        Bundle bundle =
                context.installBundle("test:bad", new ByteArrayInputStream(bytes.toByteArray()));
        bundle.start();
        return bundle;
    }
}
