// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.vitral.evaluation.Evaluator;
import org.vitral.image.ImageSource;
import org.vitral.model.GoldenImage;

/**
 * The pictures that a gate has an engine segment.
 *
 * @param sources what reads photographs here; a live view
 * @param evaluator what reads masks here, at the moment
 */
record GatePictures(List<ImageSource> sources, Supplier<Optional<Evaluator>> evaluator) {

    /** The synthetic picture only. */
    static GatePictures none() {
        return new GatePictures(List.of(), Optional::empty);
    }

    /**
     * The pictures.
     *
     * @param golden what came with the model
     * @param folder of photographs
     * @throws GatePictureException if it cannot be looked into or has none
     */
    List<GatePicture> in(List<GoldenImage> golden, Optional<Path> folder)
            throws GatePictureException {
        List<GatePicture> pictures = new ArrayList<>(List.of(new SyntheticGatePicture()));
        golden.forEach(one -> pictures.add(new GoldenGatePicture(one)));
        if (folder.isPresent()) {
            List<Path> files = files(folder.get());
            if (files.isEmpty()) {
                throw new GatePictureException(
                        "The gate's folder %s has no photographs".formatted(folder.get()));
            }
            files.forEach(
                    file ->
                            pictures.add(
                                    new PhotographGatePicture(
                                            file, List.copyOf(sources), evaluator.get())));
        }
        return pictures;
    }

    private static List<Path> files(Path folder) throws GatePictureException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(PhotographGatePicture.MASK_SUFFIX))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new GatePictureException(
                    "The gate's folder %s cannot be looked into".formatted(folder), unreadable);
        }
    }
}
