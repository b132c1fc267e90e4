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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.vitral.model.FetchProgress;
import org.vitral.model.KnownModel;
import org.vitral.model.Model;
import org.vitral.model.ModelException;
import org.vitral.model.ModelRepository;

/**
 * Looks for models in installed bundles, then in folders, then in the local cache, each time it is
 * asked: a bundle or a file that comes or goes is seen at the next question. Folders are not looked
 * at where a bundle already has the answer.
 */
public final class SearchingModelRepository implements ModelRepository {
    /** The default one first, then by name, the newest version first. */
    private static final Comparator<FoundModel> ORDER =
            Comparator.comparingInt(FoundModel::preference)
                    .reversed()
                    .thenComparing(FoundModel::name)
                    .thenComparing(Comparator.comparing(FoundModel::version).reversed());

    private final BundledModels bundles;
    private final List<ModelFolder> folders;
    private final Path cache;
    private final Descriptors descriptors;
    private final VerifiedChecksums verified;
    private final Consumer<String> warnings;
    private final FileIdentifier identifier;
    private final Map<String, String> failedFetches = new ConcurrentHashMap<>();

    SearchingModelRepository(
            BundledModels bundles,
            List<ModelFolder> folders,
            Path cache,
            Descriptors descriptors,
            VerifiedChecksums verified,
            Consumer<String> warnings) {
        this.bundles = bundles;
        this.folders = new ArrayList<>(folders);
        this.folders.add(new ModelFolder(cache, "local cache"));
        this.cache = cache;
        this.descriptors = descriptors;
        this.verified = verified;
        this.warnings = warnings;
        this.identifier = new FileIdentifier(descriptors, verified);
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
        List<FoundModel> found = new ArrayList<>(bundles.models());
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
        Optional<FoundModel> bundled = bundles.models().stream().min(ORDER);
        int highest = descriptors.starter().map(Descriptor::preference).orElse(0);
        if (bundled.isPresent() && bundled.get().preference() >= highest) {
            return Optional.of(bundled.get());
        }
        return models().stream().findFirst();
    }

    @Override
    public Optional<Model> find(String name) {
        return newest(bundles.models().stream().filter(model -> model.name().equals(name)).toList())
                .or(() -> newest(inFolders(name)));
    }

    private static Optional<Model> newest(List<FoundModel> models) {
        return models.stream().min(ORDER).map(Model.class::cast);
    }

    /**
     * Reads only files that could be it: by their name, or by the size that its descriptor says.
     */
    private List<FoundModel> inFolders(String name) {
        List<Long> sizes =
                descriptors.find(name).stream()
                        .flatMap(descriptor -> descriptor.files().stream())
                        .map(ModelFile::size)
                        .toList();
        return files().stream()
                .filter(
                        file ->
                                FileIdentifier.stem(file).equals(name)
                                        || sizes.contains(file.toFile().length()))
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
            return Optional.of(identifier.identify(file));
        } catch (ModelException e) {
            if (first) {
                warnings.accept(e.getMessage());
            }
            return Optional.empty();
        }
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
        return identifier.identify(file);
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
