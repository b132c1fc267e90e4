// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitral.model.Activation;
import org.vitral.model.FetchProgress;
import org.vitral.model.KnownModel;
import org.vitral.model.Label;
import org.vitral.model.Model;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.ModelReference;
import org.vitral.model.ModelRepository;
import org.vitral.model.ModelSignature;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;
import org.vitral.model.RejectedModel;

/** A repository in memory: two models that are here, one that can be fetched, one that cannot. */
final class Models implements ModelRepository {

    static final String FETCHABLE = "fetchable";
    static final String LOST = "lost";

    private final List<Model> here;
    private final Optional<String> note;

    private final List<RejectedModel> rejected;

    Models(
            Optional<String> note,
            List<RejectedModel> rejected,
            Optional<ModelSignature> signature) {
        this.note = note;
        this.rejected = rejected;
        this.here =
                new ArrayList<>(
                        List.of(
                                model("threshold", signature),
                                model("threshold_large", Optional.empty())));
    }

    static ModelDescription description(String name, List<String> warnings) {
        return new ModelDescription(
                name,
                "1.2.0",
                "Dark and bright",
                "ab".repeat(32),
                "Apache-2.0",
                new ModelInput(8, 6, Normalization.DEFAULT),
                new ModelOutput(0, OutputKind.CLASS_INDICES, Activation.NONE, 8, 6),
                List.of(new Label(0, "dark", 0x000000), new Label(1, "bright", 0xffcc00)),
                warnings);
    }

    private static Model model(String name, Optional<ModelSignature> signature) {
        return new Model() {
            @Override
            public Optional<ModelSignature> signature() {
                return signature;
            }

            @Override
            public ModelDescription description() {
                return Models.description(name, List.of());
            }

            @Override
            public String origin() {
                return "the test";
            }

            @Override
            public ModelContent open() throws ModelException {
                throw new ModelException("The model " + name + " has no file");
            }
        };
    }

    @Override
    public List<Model> models() {
        return List.copyOf(here);
    }

    @Override
    public List<KnownModel> absent() {
        return List.of(
                new KnownModel(
                        FETCHABLE, "1.0.0", "Fetchable", "Apache-2.0", 2_780_176, List.of("cache")),
                new KnownModel(
                        LOST, "1.0.0", "Lost", "Apache-2.0", 10, List.of("the cache", "npm")));
    }

    @Override
    public Optional<Model> find(String reference) {
        ModelReference asked;
        try {
            asked = ModelReference.parse(reference);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return here.stream()
                .filter(m -> m.description().name().equals(asked.name()))
                .filter(
                        m ->
                                asked.selector().isEmpty()
                                        || asked.selector().get().equals("stable")
                                        || asked.selector().get().equals(m.description().version()))
                .findFirst();
    }

    @Override
    public List<RejectedModel> rejected() {
        return rejected;
    }

    @Override
    public Optional<String> preferenceNote() {
        return note;
    }

    @Override
    public Model load(Path file) throws ModelException {
        throw new ModelException(file.getFileName() + " is no TensorFlow Lite model");
    }

    @Override
    public Model fetch(String name, FetchProgress progress) throws ModelException {
        if (name.equals(LOST)) {
            throw new ModelException("The publisher does not answer");
        }
        progress.update("the publisher", 1_000_000, 2_780_176);
        progress.update("the publisher", 2_780_176, 2_780_176);
        Model model = model(name, Optional.empty());
        here.add(model);
        return model;
    }
}
