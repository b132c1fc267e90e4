// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The service that knows the models: those in installed model bundles and those whose file lies in
 * a folder of models or in the local cache. For any number of threads.
 */
@ProviderType
public interface ModelRepository {

    /** The models that are here, the default one first. */
    List<Model> models();

    /** The models that have a descriptor but no file here. */
    List<KnownModel> absent();

    /**
     * A model that is here.
     *
     * @param reference its name, for the highest version; or with a version, a range or a version
     *     label, as {@link ModelReference} has it: {@code deeplabv3@2.0.0}
     * @return nothing where no model that is here is meant
     */
    Optional<Model> find(String reference);

    /**
     * A model that is here, or why it is not.
     *
     * @param reference as for {@link #find}
     * @throws ModelException if there is no such model: what there is instead, or why the version
     *     label leads nowhere
     */
    default Model resolve(String reference) throws ModelException {
        return find(reference)
                .orElseThrow(
                        () ->
                                new ModelException(
                                        "There is no model named \"%s\" here; there are: %s"
                                                .formatted(
                                                        reference,
                                                        models().isEmpty()
                                                                ? "none"
                                                                : models().stream()
                                                                        .map(Model::description)
                                                                        .map(ModelDescription::name)
                                                                        .distinct()
                                                                        .collect(
                                                                                Collectors.joining(
                                                                                        ", ")))));
    }

    /**
     * What looks like a model and is not offered: files of folders, and model bundles. A file that
     * is still being copied is not among them.
     */
    default List<RejectedModel> rejected() {
        return List.of();
    }

    /** The model that is used where none is asked for: the first of {@link #models()}. */
    default Optional<Model> preferred() {
        return models().stream().findFirst();
    }

    /**
     * Why {@link #preferred()} is not the starter model, and what that means for the user, in a
     * sentence; nothing where it is the starter model.
     */
    Optional<String> preferenceNote();

    /**
     * Reads a {@code .tflite} file that somebody names. What its metadata does not say comes from a
     * known descriptor with the same SHA-256, else from defaults that {@link
     * ModelDescription#warnings()} states. Of a {@code .jar}, reads the model in that model bundle,
     * which need not be installed.
     *
     * @throws ModelException if it cannot be read, is no TensorFlow Lite model, is truncated, or
     *     neither takes an image nor gives a mask; if a bundle is none or may not be used
     */
    Model load(Path file) throws ModelException;

    /**
     * Fetches the file of an {@link #absent()} model from its publisher, goes on where an earlier
     * try was cut off, checks its SHA-256 and keeps it in the local cache.
     *
     * @throws ModelException if the name is not known or the file cannot be had: what was tried,
     *     and what came of it
     */
    Model fetch(String name, FetchProgress progress) throws ModelException;
}
