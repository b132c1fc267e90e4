// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.vitral.model.ModelException;
import org.vitral.model.ModelSignature;

/** Reads the model in a model bundle that is a file and need not be installed. */
final class BundleFile {
    private static final String CAPABILITIES = "Provide-Capability";

    private BundleFile() {}

    static FoundModel read(Path jar, SignaturePolicy policy, VerifiedChecksums verified)
            throws ModelException {
        String name = jar.toString();
        if (!Files.exists(jar)) {
            throw new ModelException(name + " does not exist");
        }
        try (JarFile file = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ)) {
            Manifest manifest = file.getManifest();
            String capabilities =
                    manifest == null ? null : manifest.getMainAttributes().getValue(CAPABILITIES);
            if (capabilities == null || !capabilities.contains(ModelBundles.NAMESPACE + ";")) {
                throw new ModelException(
                        "%s is no model bundle: its manifest does not provide the capability %s"
                                .formatted(name, ModelBundles.NAMESPACE));
            }
            Optional<ModelSignature> signature = policy.check(name, jar);
            Descriptor descriptor = DescriptorReader.read(name, entry -> open(file, entry));
            ModelFile model =
                    descriptor.files().stream()
                            .filter(one -> capabilities.contains(one.sha256()))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new ModelException(
                                                    "The capability of %s has no sha256 that its %s lists"
                                                            .formatted(
                                                                    name,
                                                                    DescriptorReader.MODEL_JSON)));
            FoundModel found =
                    FoundModel.of(
                                    descriptor,
                                    model,
                                    name,
                                    new Entry(jar, model.name(), model.size()),
                                    verified)
                            .signed(signature);
            // Whoever names a file wants to know now whether it is whole.
            found.open().close();
            return found;
        } catch (ZipException e) {
            throw new ModelException(
                    "%s is no jar, or a truncated one: %s".formatted(name, e.getMessage()), e);
        } catch (ModelException e) {
            throw e;
        } catch (IOException | SecurityException e) {
            throw new ModelException("%s cannot be read: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static InputStream open(JarFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            throw new FileNotFoundException(name);
        }
        return jar.getInputStream(entry);
    }

    /** The model's file in the jar. */
    private record Entry(Path jar, String name, long size) implements ByteSource {
        @Override
        public InputStream open() throws IOException {
            ZipFile file = new ZipFile(jar.toFile());
            try {
                ZipEntry entry = file.getEntry(name);
                if (entry == null) {
                    throw new IOException("it has no entry " + name);
                }
                return new Stream(file, file.getInputStream(entry));
            } catch (IOException e) {
                file.close();
                throw e;
            }
        }
    }

    /** The bytes of an entry; closing them closes the jar. */
    private static final class Stream extends FilterInputStream {
        private final ZipFile file;

        Stream(ZipFile file, InputStream bytes) {
            super(bytes);
            this.file = file;
        }

        @Override
        public void close() throws IOException {
            try (file) {
                super.close();
            }
        }
    }
}
