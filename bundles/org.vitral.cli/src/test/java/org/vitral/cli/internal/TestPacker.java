// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;
import org.vitral.model.ModelPacker;
import org.vitral.model.PackRequest;

/** Writes what it is asked for into the jar, in words. */
final class TestPacker implements ModelPacker {

    @Override
    public ModelDescription describe(Path file, PackRequest request) throws ModelException {
        if (!Files.exists(file)) {
            throw new ModelException(file + " does not exist");
        }
        return Models.description(request.name(), List.of(file + " has no label map"));
    }

    @Override
    public ModelDescription pack(Path file, PackRequest request, Path jar) throws ModelException {
        ModelDescription model = describe(file, request);
        try {
            Files.writeString(jar, request.toString());
        } catch (IOException e) {
            throw new ModelException(jar + " cannot be written", e);
        }
        return model;
    }
}
