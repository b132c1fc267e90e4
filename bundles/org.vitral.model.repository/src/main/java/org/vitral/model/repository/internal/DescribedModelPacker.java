// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;
import org.vitral.model.ModelPacker;
import org.vitral.model.PackRequest;

/** Packs a model's file with what its descriptor, its metadata and the request say of it. */
@Component
public final class DescribedModelPacker implements ModelPacker {
    /** Of a model that has no version of its own. */
    private static final Version FIRST = new Version(1, 0, 0);

    private static final String LABEL_MAP = "labels.txt";
    private static final String UNKNOWN = "unknown";

    private final VerifiedChecksums verified;
    private final FileIdentifier identifier;

    @Activate
    public DescribedModelPacker() {
        this(new VerifiedChecksums(CacheFolder.ofModels()), Descriptors.shipped());
    }

    DescribedModelPacker(VerifiedChecksums verified, Descriptors descriptors) {
        this.verified = verified;
        this.identifier = new FileIdentifier(descriptors, verified);
    }

    @Override
    public ModelDescription describe(Path file, PackRequest request) throws ModelException {
        return read(file, request).description();
    }

    @Override
    public ModelDescription pack(Path file, PackRequest request, Path jar) throws ModelException {
        FoundModel model = read(file, request);
        Descriptor descriptor = descriptor(file, model);
        ModelBundleWriter writer =
                new ModelBundleWriter(descriptor, license(request, descriptor.license()), verified);
        try {
            writer.writeNew(file, jar);
        } catch (FileAlreadyExistsException e) {
            throw new ModelException(jar + " is there already, and is left as it is", e);
        } catch (ModelException e) {
            throw e;
        } catch (IOException e) {
            throw new ModelException("%s cannot be written: %s".formatted(jar, reason(e)), e);
        }
        return model.description();
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof NoSuchFileException ? "there is no such folder" : e.getMessage();
    }

    private FoundModel read(Path file, PackRequest request) throws ModelException {
        FoundModel model = identifier.read(file, sha256 -> statement(request, Optional.empty()));
        // A version that is not one of OSGi, or none, becomes one.
        if (request.version().isEmpty() && !isVersion(model.description().version())) {
            Version version =
                    model.version().equals(Version.emptyVersion) ? FIRST : model.version();
            return identifier.read(file, sha256 -> statement(request, Optional.of(version)));
        }
        return model;
    }

    private static boolean isVersion(String text) {
        try {
            return !Version.parseVersion(text).equals(Version.emptyVersion);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Statement statement(PackRequest request, Optional<Version> fallback)
            throws ModelException {
        Optional<Version> version = request.version().map(Version::parseVersion).or(() -> fallback);
        return new Statement(
                Optional.of(request.name()),
                version,
                request.title(),
                request.license(),
                0,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                request.labels().isPresent() ? Sidecar.labels(request.labels().get()) : List.of(),
                List.of());
    }

    private Descriptor descriptor(Path file, FoundModel model) throws ModelException {
        ModelDescription about = model.description();
        Optional<Descriptor> known = identifier.descriptor(file);
        long size;
        try {
            size = Files.size(file);
        } catch (IOException e) {
            throw new ModelException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
        return new Descriptor(
                about.name(),
                model.version(),
                about.title(),
                known.map(Descriptor::scope)
                        .orElse("it knows %d classes".formatted(about.labels().size())),
                about.license(),
                known.map(Descriptor::holder).orElse(UNKNOWN),
                0,
                List.of(
                        new ModelFile(
                                about.name() + ".tflite",
                                size,
                                about.sha256(),
                                Optional.empty(),
                                Optional.empty())),
                about.input(),
                about.output(),
                LABEL_MAP,
                about.labels(),
                about.displayNames(),
                List.of());
    }

    /** The text that is given, else the one that this bundle has of that licence. */
    private static Optional<byte[]> license(PackRequest request, String id) throws ModelException {
        if (request.licenseText().isPresent()) {
            Path text = request.licenseText().get();
            try {
                return Optional.of(Files.readAllBytes(text));
            } catch (NoSuchFileException e) {
                throw new ModelException(
                        "The text of the licence, %s, does not exist".formatted(text), e);
            } catch (IOException e) {
                throw new ModelException(
                        "The text of the licence, %s, cannot be read: %s"
                                .formatted(text, reason(e)),
                        e);
            }
        }
        try (InputStream known =
                DescribedModelPacker.class.getResourceAsStream("/licenses/" + id + ".txt")) {
            return known == null ? Optional.empty() : Optional.of(known.readAllBytes());
        } catch (IOException e) {
            throw new ModelException("The text of the licence %s cannot be read".formatted(id), e);
        }
    }
}
