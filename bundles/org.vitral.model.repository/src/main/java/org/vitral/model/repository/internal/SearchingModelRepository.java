// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.vitral.model.FetchProgress;
import org.vitral.model.KnownModel;
import org.vitral.model.Model;
import org.vitral.model.ModelException;
import org.vitral.model.ModelReference;
import org.vitral.model.ModelRepository;
import org.vitral.model.RejectedModel;

/**
 * Looks for models among those that come and go (of bundles and watched folders), then in other
 * folders, then in the local cache, each time it is asked. Files are not read where a bundle
 * already has the answer.
 */
public final class SearchingModelRepository implements ModelRepository {

    /** Finds the version of a model that bears a label. */
    interface Labels {
        FoundModel find(String model, String label) throws ModelException;
    }

    /** The default one first, then by name, the newest version first. */
    private static final Comparator<FoundModel> ORDER =
            Comparator.comparingInt(FoundModel::preference)
                    .reversed()
                    .thenComparing(FoundModel::name)
                    .thenComparing(Comparator.comparing(FoundModel::version).reversed());

    private final Supplier<List<FoundModel>> offered;
    private final List<ModelFolder> folders;
    private final Path cache;
    private final Descriptors descriptors;
    private final VerifiedChecksums verified;
    private final SignaturePolicy policy;
    private final Labels labels;
    private final Consumer<String> warnings;
    private final FileIdentifier identifier;

    /** The files of folders that are no models. */
    private final Map<Path, RejectedModel> rejected = new ConcurrentHashMap<>();

    private final Map<String, String> failedFetches = new ConcurrentHashMap<>();

    SearchingModelRepository(
            Supplier<List<FoundModel>> offered,
            List<ModelFolder> folders,
            Path cache,
            Descriptors descriptors,
            VerifiedChecksums verified,
            Consumer<String> warnings) {
        this(
                offered,
                folders,
                cache,
                descriptors,
                verified,
                warnings,
                SignaturePolicy.IGNORE,
                SearchingModelRepository::noLabel);
    }

    /**
     * A repository.
     *
     * @param offered the models that come and go, which are looked at first
     * @param folders the folders that are looked at when a model is asked for
     * @param cache the folder of what was fetched
     * @param policy which bundles may be used
     * @param labels the labels of versions
     */
    SearchingModelRepository(
            Supplier<List<FoundModel>> offered,
            List<ModelFolder> folders,
            Path cache,
            Descriptors descriptors,
            VerifiedChecksums verified,
            Consumer<String> warnings,
            SignaturePolicy policy,
            Labels labels) {
        this.offered = offered;
        this.policy = policy;
        this.labels = labels;
        this.folders = new ArrayList<>(folders);
        this.folders.add(new ModelFolder(cache, "local cache"));
        this.cache = cache;
        this.descriptors = descriptors;
        this.verified = verified;
        this.warnings = warnings;
        this.identifier = new FileIdentifier(descriptors, verified);
    }

    private static FoundModel noLabel(String model, String label) throws ModelException {
        throw new ModelException("%s has no version label %s".formatted(model, label));
    }

    /**
     * A repository without a framework, for tests and tools.
     *
     * @param cache the folder for what is fetched
     * @param folders the folders with model files
     */
    public static SearchingModelRepository of(Path cache, Path... folders) {
        return new SearchingModelRepository(
                List::of,
                Arrays.stream(folders).map(path -> new ModelFolder(path, "argument")).toList(),
                cache,
                Descriptors.shipped(),
                new VerifiedChecksums(cache),
                warning -> {});
    }

    @Override
    public List<Model> models() {
        return List.copyOf(found());
    }

    private List<FoundModel> found() {
        List<FoundModel> found = new ArrayList<>(offered.get());
        for (Path file : files()) {
            identify(file).ifPresent(found::add);
        }
        // What is in several places is taken from the first.
        Map<String, FoundModel> distinct = new LinkedHashMap<>();
        found.forEach(model -> distinct.putIfAbsent(model.name() + " " + model.version(), model));
        return distinct.values().stream().sorted(ORDER).toList();
    }

    @Override
    public Optional<Model> preferred() {
        Optional<FoundModel> bundled = offered.get().stream().min(ORDER);
        int highest = descriptors.starter().map(Descriptor::preference).orElse(0);
        if (bundled.isPresent() && bundled.get().preference() >= highest) {
            return Optional.of(bundled.get());
        }
        return models().stream().findFirst();
    }

    @Override
    public Optional<Model> find(String reference) {
        try {
            return Optional.of(resolve(reference));
        } catch (ModelException e) {
            return Optional.empty();
        }
    }

    @Override
    public Model resolve(String reference) throws ModelException {
        ModelReference asked;
        try {
            asked = ModelReference.parse(reference);
        } catch (IllegalArgumentException e) {
            throw new ModelException(e.getMessage(), e);
        }
        if (asked.selector().isPresent()) {
            // A file may have an @ in its name.
            Optional<FoundModel> literal = find(reference, any -> true);
            if (literal.isPresent()) {
                return literal.get();
            }
        }
        if (asked.label().isPresent()) {
            return labels.find(asked.name(), asked.label().get());
        }
        Predicate<Version> wanted = wanted(asked);
        return find(asked.name(), wanted).orElseThrow(() -> notHere(asked));
    }

    private static Predicate<Version> wanted(ModelReference asked) throws ModelException {
        try {
            if (asked.version().isPresent()) {
                return Version.parseVersion(asked.version().get())::equals;
            }
            return asked.range().isPresent()
                    ? VersionRange.valueOf(asked.range().get())::includes
                    : any -> true;
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    "%s: %s is no version such as 2.0.0, and no range such as [2.0,3.0)"
                            .formatted(asked, asked.selector().orElse("")),
                    e);
        }
    }

    private ModelException notHere(ModelReference asked) {
        List<FoundModel> here = found();
        List<String> versions =
                here.stream()
                        .filter(model -> model.name().equals(asked.name()))
                        .map(model -> model.description().version())
                        .toList();
        if (!versions.isEmpty()) {
            return new ModelException(
                    "There is no version %s of the model %s here; there are: %s"
                            .formatted(
                                    asked.selector().orElse(""),
                                    asked.name(),
                                    String.join(", ", versions)));
        }
        String others =
                here.stream().map(FoundModel::name).distinct().collect(Collectors.joining(", "));
        return new ModelException(
                "There is no model named \"%s\" here; there are: %s"
                        .formatted(asked, others.isEmpty() ? "none" : others));
    }

    /** The highest version of a model that is wanted. */
    Optional<FoundModel> find(String name, Predicate<Version> wanted) {
        List<FoundModel> found =
                new ArrayList<>(
                        offered.get().stream()
                                .filter(model -> model.name().equals(name))
                                .filter(model -> wanted.test(model.version()))
                                .toList());
        found.addAll(
                inFolders(name, found.stream().map(FoundModel::version).toList()).stream()
                        .filter(model -> wanted.test(model.version()))
                        .toList());
        // Of several of the same version the first is taken, which is one of a bundle if there is.
        return found.stream().min(Comparator.comparing(FoundModel::version).reversed());
    }

    /**
     * Reads only files that could be it: by their name, or by the size that its descriptor says.
     *
     * @param known versions that need no file
     */
    private List<FoundModel> inFolders(String name, List<Version> known) {
        Optional<Descriptor> descriptor = descriptors.find(name);
        List<Long> sizes =
                descriptor.stream()
                        .flatMap(one -> one.files().stream())
                        .map(ModelFile::size)
                        .toList();
        boolean described = descriptor.map(one -> known.contains(one.version())).orElse(false);
        return files().stream()
                .filter(
                        file ->
                                sizes.contains(file.toFile().length())
                                        ? !described
                                        : FileIdentifier.stem(file).equals(name))
                .map(this::identify)
                .flatMap(Optional::stream)
                .filter(model -> model.name().equals(name))
                .toList();
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (ModelFolder folder : folders) {
            try {
                files.addAll(folder.files());
            } catch (IOException e) {
                warnings.accept(
                        "The folder of models %s (%s) cannot be read: %s"
                                .formatted(folder.path(), folder.namedBy(), e));
            }
        }
        return files;
    }

    /** The model in a file of a folder; a file that is none is said once. */
    private Optional<FoundModel> identify(Path file) {
        boolean first = true;
        try {
            first = identifier.isNew(file);
            FoundModel model = identifier.identify(file);
            rejected.remove(file);
            return Optional.of(model);
        } catch (ModelException e) {
            rejected.put(file, new RejectedModel(file.toString(), e.getMessage()));
            if (first) {
                warnings.accept(e.getMessage());
            }
            return Optional.empty();
        }
    }

    @Override
    public List<RejectedModel> rejected() {
        found();
        rejected.keySet().retainAll(files());
        return rejected.values().stream()
                .sorted(Comparator.comparing(RejectedModel::origin))
                .toList();
    }

    @Override
    public List<KnownModel> absent() {
        List<String> here = found().stream().map(FoundModel::name).toList();
        return descriptors.all().stream()
                .filter(descriptor -> !here.contains(descriptor.name()))
                .map(
                        descriptor ->
                                new KnownModel(
                                        descriptor.name(),
                                        descriptor.version().toString(),
                                        descriptor.title(),
                                        descriptor.license(),
                                        descriptor.file().size(),
                                        tried(descriptor)))
                .toList();
    }

    private List<String> tried(Descriptor descriptor) {
        List<String> tried = new ArrayList<>();
        tried.add("model bundles: none has it");
        folders.forEach(folder -> tried.add(folder.outcome()));
        String failure = failedFetches.get(descriptor.name());
        if (failure != null) {
            tried.add(failure);
        } else if (descriptor.file().url().isPresent()) {
            tried.add("%s: not asked yet".formatted(descriptor.file().url().get().getHost()));
        }
        return tried;
    }

    @Override
    public Optional<String> preferenceNote() {
        Optional<Descriptor> starter = descriptors.starter();
        Optional<Model> preferred = preferred();
        if (starter.isEmpty()
                || preferred.isPresent()
                        && preferred.get().description().name().equals(starter.get().name())) {
            return Optional.empty();
        }
        String missing =
                "%s is not here (looked for in model bundles, %s)"
                        .formatted(
                                starter.get().title(),
                                folders.stream()
                                        .map(folder -> folder.path().toString())
                                        .collect(Collectors.joining(", ")));
        if (preferred.isEmpty()) {
            return Optional.of(missing + ", and no other model is");
        }
        String used = preferred.get().description().name();
        String scope =
                descriptors.find(used).map(descriptor -> ": " + descriptor.scope()).orElse("");
        return Optional.of("%s; %s is used instead%s".formatted(missing, used, scope));
    }

    @Override
    public Model load(Path file) throws ModelException {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".jar")
                ? BundleFile.read(file, policy, verified)
                : identifier.identify(file);
    }

    @Override
    public synchronized Model fetch(String name, FetchProgress progress) throws ModelException {
        Objects.requireNonNull(progress, "progress");
        Optional<Model> here = find(name);
        if (here.isPresent()) {
            return here.get();
        }
        Descriptor descriptor =
                descriptors
                        .find(name)
                        .orElseThrow(
                                () ->
                                        new ModelException(
                                                "There is no model %s; known are %s"
                                                        .formatted(name, names())));
        try {
            return fetch(descriptor, progress);
        } catch (ModelException e) {
            failedFetches.put(name, e.getMessage());
            throw e;
        }
    }

    private Model fetch(Descriptor descriptor, FetchProgress progress) throws ModelException {
        ModelFile file = descriptor.file();
        if (file.url().isEmpty()) {
            throw new ModelException(
                    "%s has no address to be fetched from%s: put %s into %s"
                            .formatted(
                                    descriptor.name(),
                                    file.npm()
                                            .map(npm -> " (npm package " + npm + " ships it)")
                                            .orElse(""),
                                    file.name(),
                                    cache));
        }
        Path target = cache.resolve(descriptor.cacheName());
        new ModelDownload(
                        descriptor.name() + " " + descriptor.version(),
                        file,
                        file.url().get(),
                        target)
                .run(progress);
        return FoundModel.of(descriptor, file, target.toString(), ByteSource.of(target), verified);
    }

    private String names() {
        return descriptors.all().stream().map(Descriptor::name).collect(Collectors.joining(", "));
    }
}
