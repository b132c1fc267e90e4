// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.vitral.model.ModelException;

/** Verifies the signature of a jar as {@code jarsigner -verify} does, with what the JDK has. */
final class JarSignature {
    /** The files that make up a signature; they are not signed themselves. */
    private static final Pattern SIGNATURE_FILE =
            Pattern.compile("META-INF/(MANIFEST\\.MF|SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))");

    private static final int BUFFER = 1 << 16;

    private JarSignature() {}

    /** Whether an entry is part of a signature: where there is one, somebody signed the jar. */
    static boolean isSignatureFile(String entry) {
        String name = entry.toUpperCase(Locale.ROOT);
        return name.endsWith(".SF") && SIGNATURE_FILE.matcher(name).matches();
    }

    /**
     * Who signed all of a jar.
     *
     * @param name what messages call it
     * @return nobody where it is not signed
     * @throws ModelException if an entry was changed or added after the jar was signed
     */
    static List<CodeSigner> signers(String name, Path jar) throws ModelException {
        try (JarFile file = new JarFile(jar.toFile(), true, ZipFile.OPEN_READ)) {
            List<JarEntry> entries = Collections.list(file.entries());
            if (entries.stream().noneMatch(entry -> isSignatureFile(entry.getName()))) {
                return List.of();
            }
            Set<CodeSigner> all = null;
            byte[] buffer = new byte[BUFFER];
            for (JarEntry entry : entries) {
                if (entry.isDirectory()
                        || SIGNATURE_FILE
                                .matcher(entry.getName().toUpperCase(Locale.ROOT))
                                .matches()) {
                    continue;
                }
                try (InputStream in = file.getInputStream(entry)) {
                    while (in.read(buffer) >= 0) {
                        // An entry is verified by the time that all of it was read.
                    }
                }
                CodeSigner[] signers = entry.getCodeSigners();
                if (signers == null || signers.length == 0) {
                    throw new ModelException(
                            "%s is signed, but its entry %s is not: it was added later, or this JDK does not accept the algorithm of the signature"
                                    .formatted(name, entry.getName()));
                }
                if (all == null) {
                    all = new LinkedHashSet<>(Arrays.asList(signers));
                } else {
                    all.retainAll(Arrays.asList(signers));
                }
            }
            if (all == null || all.isEmpty()) {
                throw new ModelException(name + " is signed in parts, but by nobody as a whole");
            }
            return List.copyOf(all);
        } catch (SecurityException e) {
            throw new ModelException(
                    "%s was changed after it was signed: %s".formatted(name, e.getMessage()), e);
        } catch (ModelException e) {
            throw e;
        } catch (IOException e) {
            throw new ModelException(
                    "The signature of %s cannot be verified: %s".formatted(name, e.getMessage()),
                    e);
        }
    }
}
