// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;
import org.vitral.model.ModelException;
import org.vitral.model.ModelSignature;

/**
 * Verifies the signature of an installed bundle. A framework gives no access to the jar that it
 * keeps, and Felix verifies no signatures by itself; so the entries of a bundle that is signed are
 * copied to a temporary jar, as they are, which the JDK verifies.
 */
final class BundleSignature {
    private BundleSignature() {}

    static Optional<ModelSignature> check(Bundle bundle, String origin, SignaturePolicy policy)
            throws ModelException {
        List<String> signatureFiles = paths(bundle, "META-INF/");
        if (signatureFiles.stream().noneMatch(JarSignature::isSignatureFile)) {
            return policy.unsigned(origin);
        }
        Path jar = null;
        try {
            jar = Files.createTempFile("vitral-signed-", ".jar");
            copy(bundle, jar);
            return policy.check(origin, jar);
        } catch (ModelException e) {
            throw e;
        } catch (IOException | IllegalStateException e) {
            throw new ModelException(
                    "The signature of %s cannot be verified: %s".formatted(origin, e.getMessage()),
                    e);
        } finally {
            delete(jar);
        }
    }

    private static void copy(Bundle bundle, Path jar) throws IOException {
        List<String> entries = new ArrayList<>();
        collect(bundle, "/", entries);
        // The JDK looks for the manifest first, then for the signatures.
        entries.sort(
                (a, b) -> {
                    int order = Integer.compare(rank(a), rank(b));
                    return order != 0 ? order : a.compareTo(b);
                });
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (String name : entries) {
                URL entry = bundle.getEntry(name);
                if (entry == null) {
                    continue;
                }
                zip.putNextEntry(new ZipEntry(name));
                try (InputStream in = entry.openStream()) {
                    in.transferTo(zip);
                }
                zip.closeEntry();
            }
        }
    }

    private static int rank(String entry) {
        String name = entry.toUpperCase(Locale.ROOT);
        if (name.equals(JarFile.MANIFEST_NAME)) {
            return 0;
        }
        return name.startsWith("META-INF/") ? 1 : 2;
    }

    private static void collect(Bundle bundle, String folder, List<String> entries) {
        for (String path : paths(bundle, folder)) {
            if (path.endsWith("/")) {
                collect(bundle, path, entries);
            } else {
                entries.add(path);
            }
        }
    }

    /** The paths in a folder of the bundle itself, without what fragments add. */
    private static List<String> paths(Bundle bundle, String folder) {
        try {
            Enumeration<String> paths = bundle.getEntryPaths(folder);
            return paths == null ? List.of() : Collections.list(paths);
        } catch (IllegalStateException e) {
            // It was uninstalled: whoever reads on notices.
            return List.of();
        }
    }

    private static void delete(Path jar) {
        if (jar != null) {
            try {
                Files.deleteIfExists(jar);
            } catch (IOException e) {
                // It is a temporary file: the system removes what is left.
            }
        }
    }
}
