// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.vitral.evaluation.Evaluator;
import org.vitral.evaluation.TruthMask;
import org.vitral.image.Image;
import org.vitral.image.ImageSource;
import org.vitral.model.ModelDescription;

/**
 * A photograph that an operator put into the gate's folder. {@code NAME.mask.png} beside {@code
 * NAME.jpg} is the mask that is expected.
 *
 * @param sources what reads photographs here
 * @param evaluator what reads masks here
 */
record PhotographGatePicture(Path file, List<ImageSource> sources, Optional<Evaluator> evaluator)
        implements GatePicture {

    static final String MASK_SUFFIX = ".mask.png";

    @Override
    public String name() {
        return file.getFileName().toString();
    }

    @Override
    public Opened open(ModelDescription model) throws GatePictureException {
        try {
            Image image = read();
            try {
                return new Opened(image, identity(), truth(image, model));
            } catch (IOException | GatePictureException | RuntimeException failure) {
                image.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new GatePictureException(
                    "The gate's picture %s cannot be read: %s"
                            .formatted(file, failure.getMessage()),
                    failure);
        }
    }

    private Image read() throws IOException, GatePictureException {
        for (ImageSource source : sources) {
            if (source.accepts(file.toUri())) {
                return source.read(file.toUri());
            }
        }
        throw new GatePictureException(
                "The gate's picture %s cannot be read: no source of images is installed that reads files"
                        .formatted(file));
    }

    private Optional<TruthMask> truth(Image image, ModelDescription model)
            throws IOException, GatePictureException {
        Path mask = mask();
        if (!Files.isRegularFile(mask)) {
            return Optional.empty();
        }
        if (evaluator.isEmpty()) {
            throw new GatePictureException(
                    "The mask %s cannot be read: org.vitral.evaluation is not installed"
                            .formatted(mask));
        }
        try (InputStream in = Files.newInputStream(mask)) {
            return Optional.of(
                    evaluator
                            .get()
                            .readTruth(
                                    in,
                                    image.uprightWidth(),
                                    image.uprightHeight(),
                                    model.labels(),
                                    OptionalInt.of(Evaluator.VOC_IGNORE)));
        } catch (IOException failure) {
            throw new IOException(
                    "the mask %s beside it: %s".formatted(mask.getFileName(), failure.getMessage()),
                    failure);
        }
    }

    private Path mask() {
        String name = name();
        int dot = name.lastIndexOf('.');
        return file.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + MASK_SUFFIX);
    }

    private String identity() throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(
                        Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JVM has SHA-256", impossible);
        }
    }
}
