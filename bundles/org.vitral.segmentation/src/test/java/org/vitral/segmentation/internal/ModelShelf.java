// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.vitral.model.FetchProgress;
import org.vitral.model.KnownModel;
import org.vitral.model.Model;
import org.vitral.model.ModelException;
import org.vitral.model.ModelRepository;

/** The models that a test puts here. */
final class ModelShelf implements ModelRepository {

    private final List<Model> models = new CopyOnWriteArrayList<>();

    ModelShelf(Model... models) {
        this.models.addAll(List.of(models));
    }

    void add(Model model) {
        models.add(model);
    }

    /** Takes the place of those of the same name. */
    void replace(Model model) {
        String name = model.description().name();
        models.removeIf(one -> one.description().name().equals(name));
        models.add(model);
    }

    @Override
    public List<Model> models() {
        return List.copyOf(models);
    }

    @Override
    public List<KnownModel> absent() {
        return List.of();
    }

    @Override
    public Optional<Model> find(String name) {
        return models.stream().filter(model -> model.description().name().equals(name)).findFirst();
    }

    @Override
    public Optional<String> preferenceNote() {
        return Optional.empty();
    }

    @Override
    public Model load(Path file) {
        return Starter.model(file.getFileName().toString(), file);
    }

    @Override
    public Model fetch(String name, FetchProgress progress) throws ModelException {
        throw new ModelException("There is no publisher of " + name);
    }
}
