// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.vitral.model.FetchProgress;
import org.vitral.model.KnownModel;
import org.vitral.model.Model;
import org.vitral.model.ModelException;
import org.vitral.model.ModelRepository;
import org.vitral.model.RejectedModel;
import org.vitral.model.VersionLabel;
import org.vitral.model.VersionLabels;

/** The model repository of a framework; a change of its configuration keeps the service. */
@Component(
        service = {ModelRepository.class, VersionLabels.class},
        configurationPid = ModelRepositoryService.PID)
@Designate(ocd = ModelRepositoryService.Configuration.class)
public final class ModelRepositoryService implements ModelRepository, VersionLabels {
    /** The PID of the configuration. */
    static final String PID = "org.vitral.model.repository";

    /** The environment variable with version labels, divided by commas. */
    static final String LABELS = "VITRAL_MODEL_LABELS";

    /** The environment variable with files of trusted certificates, divided as in a search path. */
    static final String TRUSTED = "VITRAL_TRUSTED_CERTIFICATES";

    private static final String LABEL_FILE = "version-labels.properties";

    /**
     * Where models are looked for, whose bundles may be used, and what their versions are called.
     */
    @ObjectClassDefinition(
            name = "Vitral model repository",
            description =
                    "Where models are looked for, besides installed model bundles; who must have"
                            + " signed such a bundle; labels of versions.")
    @interface Configuration {
        @AttributeDefinition(
                name = "Folders",
                description =
                        "Folders with .tflite files, looked at in this order when a model is asked"
                                + " for, before those that the environment variable VITRAL_MODELS"
                                + " names and the local cache. A folder that shall be watched has a"
                                + " configuration of the factory PID org.vitral.model.folder.")
        String[] directories() default {};

        @AttributeDefinition(
                name = "Signatures",
                description =
                        "What becomes of model bundles that are not signed, or by somebody who is"
                                + " not trusted. One that was changed after it was signed is"
                                + " refused in any case.",
                options = {
                    @Option(label = "They are used", value = "ignore"),
                    @Option(label = "They are used with a warning", value = "warn"),
                    @Option(label = "They are refused", value = "require")
                })
        String signatures() default "ignore";

        @AttributeDefinition(
                name = "Trusted certificates",
                description =
                        "Files with X.509 certificates, PEM or DER: of signers, or of authorities"
                                + " that issue certificates to signers.")
        String[] trusted_certificates() default {};

        @AttributeDefinition(
                name = "Trusted key store",
                description = "A key store, PKCS #12 or JKS, whose certificates are trusted.")
        String trusted_keystore() default "";

        @AttributeDefinition(
                name = "Password of the trusted key store",
                type = AttributeType.PASSWORD)
        String trusted_keystore_password() default "";

        @AttributeDefinition(
                name = "Version labels",
                description =
                        "Labels of versions, each as MODEL@LABEL=VERSION, such as"
                                + " deeplabv3@stable=2.0.0. A label moves when that version is"
                                + " here.")
        String[] labels() default {};
    }

    private final Path cache = CacheFolder.ofModels();
    private final VerifiedChecksums verified = new VerifiedChecksums(cache);
    private final FileIdentifier identifier = new FileIdentifier(Descriptors.shipped(), verified);
    private final Logger logger;
    private final OfferedModels offered = new OfferedModels();
    private final LabelledVersions labels;
    private final ModelBundles bundles;
    private final ListenerQueue ownListener;
    private final WhiteboardListeners listeners;
    private final Map<WatchedFolder, FolderWatch> watches = new ConcurrentHashMap<>();
    private volatile SearchingModelRepository repository;
    private SignaturePolicy policy;

    @Activate
    public ModelRepositoryService(
            BundleContext context,
            @Reference(service = LoggerFactory.class) Logger logger,
            Configuration configuration) {
        this.logger = logger;
        this.policy = policy(configuration);
        this.labels =
                new LabelledVersions(
                        file(context),
                        (name, version) -> repository.find(name, version::equals),
                        offered::labelled,
                        logger::warn);
        this.repository = repository(configuration);
        this.bundles = new ModelBundles(context, offered, policy, verified, logger::warn);
        labels.configure(labels(configuration));
        // A label that the configuration wants on a version moves when that version comes.
        this.ownListener =
                new ListenerQueue(
                        "of version labels", () -> event -> labels.follow(), logger::warn);
        offered.add(ownListener);
        this.listeners = new WhiteboardListeners(context, offered, logger::warn);
    }

    @Modified
    void modified(Configuration configuration) {
        SignaturePolicy other = policy(configuration);
        boolean changed = !other.isLike(policy);
        policy = other;
        repository = repository(configuration);
        if (changed) {
            bundles.use(policy);
        }
        labels.configure(labels(configuration));
    }

    @Deactivate
    void deactivate() {
        listeners.close();
        ownListener.close();
        bundles.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindFolder(WatchedFolder folder) {
        watches.put(
                folder,
                new FolderWatch(
                        folder.path(),
                        folder.settle(),
                        folder.period(),
                        identifier,
                        offered,
                        logger::warn));
    }

    void unbindFolder(WatchedFolder folder) {
        FolderWatch watch = watches.remove(folder);
        if (watch != null) {
            watch.close();
        }
    }

    /** The file of the labels in the bundle's own place, which outlives a restart and an update. */
    private static Path file(BundleContext context) {
        File file = context.getDataFile(LABEL_FILE);
        return file == null ? null : file.toPath();
    }

    private static List<String> labels(Configuration configuration) {
        return Stream.concat(environment(LABELS, ","), Arrays.stream(configuration.labels()))
                .filter(entry -> !entry.isBlank())
                .toList();
    }

    private static Stream<String> environment(String variable, String separator) {
        String text = System.getenv(variable);
        return text == null ? Stream.empty() : Arrays.stream(text.split(separator));
    }

    private SignaturePolicy policy(Configuration configuration) {
        TrustedCertificates trusted = TrustedCertificates.NONE;
        try {
            trusted =
                    TrustedCertificates.ofFiles(
                            Stream.concat(
                                            Arrays.stream(configuration.trusted_certificates()),
                                            environment(TRUSTED, File.pathSeparator))
                                    .filter(path -> !path.isBlank())
                                    .map(Path::of)
                                    .toList());
            if (!configuration.trusted_keystore().isBlank()) {
                trusted =
                        trusted.and(
                                TrustedCertificates.ofKeyStore(
                                        Path.of(configuration.trusted_keystore()),
                                        configuration.trusted_keystore_password().toCharArray()));
            }
        } catch (ModelException | IllegalArgumentException e) {
            logger.error("No certificate is trusted: {}", e.getMessage());
        }
        // A word that is not understood must not open what somebody meant to lock.
        SignaturePolicy.Mode mode =
                SignaturePolicy.Mode.named(configuration.signatures())
                        .orElseGet(
                                () -> {
                                    logger.error(
                                            "The configuration {} has signatures={}, which is not one of ignore, warn, require; require is used",
                                            PID,
                                            configuration.signatures());
                                    return SignaturePolicy.Mode.REQUIRE;
                                });
        return new SignaturePolicy(mode, trusted, logger::warn);
    }

    private SearchingModelRepository repository(Configuration configuration) {
        List<ModelFolder> folders = new ArrayList<>();
        Arrays.stream(configuration.directories())
                .filter(path -> !path.isBlank())
                .forEach(path -> folders.add(new ModelFolder(Path.of(path), "configuration")));
        folders.addAll(ModelFolder.named(System.getenv(ModelFolder.ENVIRONMENT)));
        return new SearchingModelRepository(
                offered,
                folders,
                cache,
                Descriptors.shipped(),
                verified,
                logger::warn,
                policy,
                labels::find);
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
    public Optional<Model> find(String reference) {
        return repository.find(reference);
    }

    @Override
    public Model resolve(String reference) throws ModelException {
        return repository.resolve(reference);
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

    @Override
    public List<RejectedModel> rejected() {
        List<RejectedModel> all = new ArrayList<>(bundles.rejected());
        watches.values().forEach(watch -> all.addAll(watch.rejected()));
        all.addAll(repository.rejected());
        return List.copyOf(all);
    }

    @Override
    public List<VersionLabel> list() {
        return labels.list();
    }

    @Override
    public void assign(String model, String label, String version) throws ModelException {
        labels.assign(model, label, version);
    }

    @Override
    public void remove(String model, String label) throws ModelException {
        labels.remove(model, label);
    }
}
