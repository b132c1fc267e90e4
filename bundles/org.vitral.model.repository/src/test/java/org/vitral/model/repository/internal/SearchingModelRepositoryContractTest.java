// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.contract.ModelRepositoryContract;
import org.vitral.model.ModelRepository;

class SearchingModelRepositoryContractTest extends ModelRepositoryContract {

    @TempDir private Path folder;

    @Override
    protected ModelRepository create() throws Exception {
        Path models = folder.resolve("models");
        Path cache = folder.resolve("cache");
        byte[] described = TinyModel.scores().ballast(1).bytes();
        Files.createDirectories(models);
        Files.write(models.resolve("described.tflite"), described);
        TinyModel.scores().ballast(2).write(models.resolve("plain.tflite"));
        return new SearchingModelRepository(
                List::of,
                List.of(new ModelFolder(models, "configuration")),
                cache,
                new Descriptors(
                        List.of(
                                new TinyDescriptor("described")
                                        .descriptor(folder.resolve("descriptors"), described))),
                new VerifiedChecksums(cache),
                message -> {});
    }

    /** The service is around it; how it comes and goes is tested in a framework of its own. */
    @Override
    protected boolean comesByItself() {
        return false;
    }
}
