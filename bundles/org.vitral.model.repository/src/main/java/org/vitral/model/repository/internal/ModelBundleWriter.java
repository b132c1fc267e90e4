// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.vitral.model.ModelException;

/**
 * Writes the model bundle of a descriptor: a jar without code that provides the capability {@code
 * org.vitral.model}. The same input gives the same bytes. The model's file is stored without
 * compression: it hardly shrinks, and is read at each start.
 */
public final class ModelBundleWriter {
    /** The group of model bundles in a Maven layout, and the start of their symbolic names. */
    public static final String GROUP = "org.vitral.models";

    private static final String LICENSE = "META-INF/LICENSE";

    /** Any fixed time will do that every zip tool accepts. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final Descriptor descriptor;
    private final Map<String, byte[]> texts;
    private final VerifiedChecksums verified;

    /**
     * A writer for one model.
     *
     * @param folder the folder with {@code model.json} and the label map
     * @param license the text of the licence
     * @param golden the golden images, by the names that the descriptor has for them
     * @throws ModelException if the descriptor or a file that it names cannot be read
     */
    public ModelBundleWriter(
            Path folder, Path license, Map<String, byte[]> golden, VerifiedChecksums verified)
            throws ModelException {
        this.descriptor = DescriptorReader.read(folder);
        this.verified = verified;
        this.texts = new LinkedHashMap<>();
        try {
            boolean published = PublishedLabels.find(descriptor.labelMap()).isPresent();
            put(
                    Optional.of(Files.readAllBytes(license)),
                    Files.readAllBytes(folder.resolve(DescriptorReader.MODEL_JSON)),
                    published
                            ? Optional.empty()
                            : Optional.of(
                                    Files.readAllBytes(folder.resolve(descriptor.labelMap()))));
            putGolden(golden);
        } catch (IOException e) {
            throw new ModelException(
                    "The bundle of %s lacks a file: %s".formatted(descriptor.name(), e), e);
        }
    }

    /**
     * A writer for a model whose descriptor is not written down yet.
     *
     * @param license the text of the licence, where it is known
     */
    ModelBundleWriter(Descriptor descriptor, Optional<byte[]> license, VerifiedChecksums verified) {
        this.descriptor = descriptor;
        this.verified = verified;
        this.texts = new LinkedHashMap<>();
        put(
                license,
                DescriptorWriter.json(descriptor),
                Optional.of(DescriptorWriter.labelMap(descriptor)));
    }

    /**
     * @param labels the label map, unless it is one that every repository knows by its name
     */
    private void put(Optional<byte[]> license, byte[] json, Optional<byte[]> labels) {
        texts.put(JarFile.MANIFEST_NAME, manifest());
        license.ifPresent(text -> texts.put(LICENSE, text));
        texts.put(DescriptorReader.MODEL_JSON, json);
        labels.ifPresent(text -> texts.put(descriptor.labelMap(), text));
    }

    private void putGolden(Map<String, byte[]> images) throws IOException {
        for (GoldenFile file : descriptor.golden()) {
            byte[] image = images.get(file.name());
            if (image == null) {
                throw new FileNotFoundException(file.name());
            }
            file.open(new ByteArrayInputStream(image));
            texts.put(file.name(), image);
        }
    }

    public Descriptor descriptor() {
        return descriptor;
    }

    /** Where the bundle is in a Maven layout. */
    public Path in(Path repository) {
        return repository
                .resolve(GROUP.replace('.', '/'))
                .resolve(descriptor.name())
                .resolve(descriptor.version().toString())
                .resolve("%s-%s.jar".formatted(descriptor.name(), descriptor.version()));
    }

    /** Whether a jar is what {@link #write} would write. */
    public boolean isWritten(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return false;
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Map.Entry<String, byte[]> text : texts.entrySet()) {
                ZipEntry entry = zip.getEntry(text.getKey());
                if (entry == null
                        || !Arrays.equals(
                                zip.getInputStream(entry).readAllBytes(), text.getValue())) {
                    return false;
                }
            }
            ZipEntry entry = zip.getEntry(descriptor.file().name());
            return entry != null && isModel(zip, entry);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isModel(ZipFile zip, ZipEntry entry) throws IOException {
        ByteSource source =
                new ByteSource() {
                    @Override
                    public long size() {
                        return entry.getSize();
                    }

                    @Override
                    public InputStream open() throws IOException {
                        return zip.getInputStream(entry);
                    }
                };
        try (ChecksummedBytes bytes = ChecksummedBytes.read(zip.getName(), source, verified)) {
            return bytes.matches(descriptor.file().sha256());
        }
    }

    /**
     * Writes the bundle.
     *
     * @param model the model's file
     * @param jar where the bundle goes; what is there is replaced at once, when it is complete
     * @throws ModelException if the model's file is another than the descriptor's
     * @throws IOException if the jar cannot be written
     */
    public void write(Path model, Path jar) throws IOException {
        write(model, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Writes the bundle where there is none yet.
     *
     * @throws FileAlreadyExistsException if the jar is there already
     */
    void writeNew(Path model, Path jar) throws IOException {
        if (Files.exists(jar)) {
            throw new FileAlreadyExistsException(jar.toString());
        }
        write(model, jar, new CopyOption[0]);
    }

    private void write(Path model, Path jar, CopyOption... replacing) throws IOException {
        byte[] bytes = Files.readAllBytes(model);
        String sha256 = HexFormat.of().formatHex(Sha256.digest().digest(bytes));
        if (!sha256.equals(descriptor.file().sha256())) {
            throw new ModelException(
                    "%s is not the file of model %s: its SHA-256 should be %s but is %s"
                            .formatted(
                                    model, descriptor.name(), descriptor.file().sha256(), sha256));
        }
        Files.createDirectories(jar.toAbsolutePath().getParent());
        Path part = jar.resolveSibling(jar.getFileName() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, byte[]> text : texts.entrySet()) {
                    zip.putNextEntry(entry(text.getKey()));
                    zip.write(text.getValue());
                    zip.closeEntry();
                }
                zip.putNextEntry(stored(descriptor.file().name(), bytes));
                zip.write(bytes);
                zip.closeEntry();
            }
            Files.move(part, jar, replacing);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        return entry;
    }

    private static ZipEntry stored(String name, byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = entry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(crc.getValue());
        return entry;
    }

    private byte[] manifest() {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", GROUP + "." + descriptor.name());
        attributes.putValue("Bundle-Version", descriptor.version().toString());
        attributes.putValue("Bundle-Name", "Vitral model: " + descriptor.title());
        attributes.putValue("Bundle-Vendor", descriptor.holder());
        attributes.putValue("Bundle-License", descriptor.license());
        attributes.putValue(
                "Provide-Capability",
                "%s;name=\"%s\";version:Version=\"%s\";sha256=\"%s\";size:Long=%d"
                        .formatted(
                                ModelBundles.NAMESPACE,
                                descriptor.name(),
                                descriptor.version(),
                                descriptor.file().sha256(),
                                descriptor.file().size()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            manifest.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can be written to", e);
        }
        return bytes.toByteArray();
    }
}
