// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Version;
import org.vitral.model.GoldenImage;
import org.vitral.model.Model;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;
import org.vitral.model.ModelSignature;

/** A model and where its bytes are. */
record FoundModel(
        ModelDescription description,
        String origin,
        Version version,
        int preference,
        ByteSource source,
        VerifiedChecksums verified,
        Optional<ModelSignature> signature,
        List<Golden> golden)
        implements Model {

    /**
     * A golden image.
     *
     * @param source the bytes of its file
     */
    record Golden(GoldenFile file, ByteSource source) {}

    /** A model that nobody signed. */
    FoundModel(
            ModelDescription description,
            String origin,
            Version version,
            int preference,
            ByteSource source,
            VerifiedChecksums verified) {
        this(
                description,
                origin,
                version,
                preference,
                source,
                verified,
                Optional.empty(),
                List.of());
    }

    /** A model that has a descriptor. */
    static FoundModel of(
            Descriptor descriptor,
            ModelFile file,
            String origin,
            ByteSource source,
            VerifiedChecksums verified) {
        return new FoundModel(
                descriptor.describe(file),
                origin,
                descriptor.version(),
                descriptor.preference(),
                source,
                verified);
    }

    /** The same, signed by somebody or not. */
    FoundModel signed(Optional<ModelSignature> by) {
        return new FoundModel(
                description, origin, version, preference, source, verified, by, golden);
    }

    /** The same with golden images. */
    FoundModel with(List<Golden> images) {
        return new FoundModel(
                description, origin, version, preference, source, verified, signature, images);
    }

    /** Whether nobody could tell the other from this. */
    boolean isLike(FoundModel other) {
        return description.equals(other.description)
                && origin.equals(other.origin)
                && preference == other.preference
                && signature.equals(other.signature);
    }

    String name() {
        return description.name();
    }

    @Override
    public List<GoldenImage> goldenImages() throws ModelException {
        List<GoldenImage> images = new ArrayList<>();
        for (Golden one : golden) {
            try (InputStream file = one.source().open()) {
                images.add(one.file().open(file));
            } catch (IOException e) {
                throw new ModelException(
                        "The golden image %s of model %s (%s) cannot be read: %s"
                                .formatted(one.file().name(), name(), origin, e.getMessage()),
                        e);
            }
        }
        return images;
    }

    @Override
    public ModelContent open() throws ModelException {
        String name = "Model %s (%s)".formatted(name(), origin);
        ChecksummedBytes bytes = ChecksummedBytes.read(name, source, verified);
        boolean same = false;
        try {
            same = bytes.matches(description.sha256());
            if (!same) {
                throw new ModelException(
                        "%s is not what it was: its SHA-256 should be %s but is %s"
                                .formatted(name, description.sha256(), bytes.sha256()));
            }
            return bytes.content();
        } finally {
            if (!same) {
                bytes.close();
            }
        }
    }
}
