// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.vitral.model.FetchProgress;
import org.vitral.model.KnownModel;
import org.vitral.model.Model;
import org.vitral.model.ModelException;
import org.vitral.model.ModelRepository;

/** The model repository of a framework; a change of its folders keeps the service. */
@Component(configurationPid = ModelRepositoryService.PID)
@Designate(ocd = ModelRepositoryService.Configuration.class)
public final class ModelRepositoryService implements ModelRepository {
    /** The PID of the configuration. */
    static final String PID = "org.vitral.model.repository";

    /** Where models are looked for. */
    @ObjectClassDefinition(
            name = "Vitral model repository",
            description = "Where models are looked for, besides installed model bundles.")
    @interface Configuration {
        @AttributeDefinition(
                name = "Folders",
                description =
                        "Folders with .tflite files, looked at in this order, before those that the"
                                + " environment variable VITRAL_MODELS names and the local cache.")
        String[] directories() default {};
    }

    private final Path cache = CacheFolder.ofModels();
    private final VerifiedChecksums verified = new VerifiedChecksums(cache);
    private final Logger logger;
    private final ModelBundles bundles;
    private volatile SearchingModelRepository repository;

    @Activate
    public ModelRepositoryService(
            BundleContext context,
            @Reference(service = LoggerFactory.class) Logger logger,
            Configuration configuration) {
        this.logger = logger;
        this.bundles = new ModelBundles(context, verified, logger::warn);
        this.repository = repository(configuration);
    }

    @Modified
    void modified(Configuration configuration) {
        repository = repository(configuration);
    }

    @Deactivate
    void deactivate() {
        bundles.close();
    }

    private SearchingModelRepository repository(Configuration configuration) {
        List<ModelFolder> folders = new ArrayList<>();
        Arrays.stream(configuration.directories())
                .filter(path -> !path.isBlank())
                .forEach(path -> folders.add(new ModelFolder(Path.of(path), "configuration")));
        folders.addAll(ModelFolder.named(System.getenv(ModelFolder.ENVIRONMENT)));
        return new SearchingModelRepository(
                bundles, folders, cache, Descriptors.shipped(), verified, logger::warn);
    }

    @Override
    public List<Model> models() {
        return repository.models();
    }

    @Override
    public List<KnownModel> absent() {
        return repository.absent();
    }

    @Override
    public Optional<Model> find(String name) {
        return repository.find(name);
    }

    @Override
    public Optional<Model> preferred() {
        return repository.preferred();
    }

    @Override
    public Optional<String> preferenceNote() {
        return repository.preferenceNote();
    }

    @Override
    public Model load(Path file) throws ModelException {
        return repository.load(file);
    }

    @Override
    public Model fetch(String name, FetchProgress progress) throws ModelException {
        return repository.fetch(name, progress);
    }
}
