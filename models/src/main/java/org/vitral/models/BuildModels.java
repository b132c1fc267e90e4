// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.models;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.vitral.model.ModelException;
import org.vitral.model.repository.internal.CacheFolder;
import org.vitral.model.repository.internal.Descriptor;
import org.vitral.model.repository.internal.DescriptorCheck;
import org.vitral.model.repository.internal.DescriptorReader;
import org.vitral.model.repository.internal.ModelBundleWriter;
import org.vitral.model.repository.internal.ModelFolder;
import org.vitral.model.repository.internal.VerifiedChecksums;

/**
 * The step of the build that makes model bundles: a model whose file can be had becomes a bundle in
 * {@code target/repository} (Maven layout), a plain file in {@code target/files}, and an entry of
 * the feature {@code target/features/vitral-models.json}; of any other, a line says why it was left
 * out. What is there already and has the right checksum is kept.
 */
public final class BuildModels {
    private final Path models;
    private final Map<String, byte[]> golden;
    private final Path target;
    private final ModelSearch search;
    private final VerifiedChecksums verified;
    private final PrintStream messages;

    /**
     * @param golden photographs that may be golden images, by the names that descriptors have for
     *     them
     */
    BuildModels(
            Path models,
            Map<String, byte[]> golden,
            Path target,
            ModelSearch search,
            VerifiedChecksums verified,
            PrintStream messages) {
        this.models = models;
        this.golden = golden;
        this.target = target;
        this.search = search;
        this.verified = verified;
        this.messages = messages;
    }

    /**
     * Builds.
     *
     * @param args the folder of the descriptors, a folder of photographs, the target folder, the
     *     version of the feature, a folder with model files (or none there), whether the build is
     *     offline
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 6) {
            throw new IllegalArgumentException(
                    "Usage: BuildModels DESCRIPTORS PHOTOGRAPHS TARGET VERSION FOLDER offline=true|false");
        }
        Path target = Path.of(args[2]);
        Path cache = CacheFolder.ofModels();
        VerifiedChecksums verified = new VerifiedChecksums(cache);
        List<ModelFolder> folders = new ArrayList<>();
        folders.add(new ModelFolder(Path.of(args[4]).normalize(), "vitral.shared"));
        folders.addAll(ModelFolder.named(System.getenv(ModelFolder.ENVIRONMENT)));
        boolean offline = args[5].equals("offline=true");
        try (NpmPackages npm = new NpmPackages(target.resolve("npm"), offline)) {
            ModelSearch search =
                    new ModelSearch(folders, cache, verified, npm, offline, System.err);
            Map<String, byte[]> golden = GoldenPictures.in(Path.of(args[1]));
            new BuildModels(Path.of(args[0]), golden, target, search, verified, System.err)
                    .run(args[3]);
        }
    }

    /**
     * Builds all models.
     *
     * @return those that were built, the default one first
     */
    List<Descriptor> run(String version) throws IOException {
        List<Descriptor> built = new ArrayList<>();
        for (Path folder : folders()) {
            ModelBundleWriter writer =
                    new ModelBundleWriter(folder, license(folder), golden, verified);
            if (build(writer)) {
                built.add(writer.descriptor());
            }
        }
        built.sort(
                Comparator.comparingInt(Descriptor::preference)
                        .reversed()
                        .thenComparing(Descriptor::name));
        ModelsFeature.write(target.resolve("features/vitral-models.json"), version, built);
        if (built.isEmpty()) {
            say("there is no default model, as none could be had");
        } else {
            Descriptor first = built.getFirst();
            say("the default is %s %s: %s", first.name(), first.version(), first.scope());
        }
        return built;
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> entries = Files.list(models)) {
            return entries.filter(entry -> Files.exists(entry.resolve(DescriptorReader.MODEL_JSON)))
                    .sorted()
                    .toList();
        }
    }

    /** The licence in the model's own folder, else the common text of that licence. */
    private Path license(Path folder) throws ModelException {
        Path own = folder.resolve("LICENSE");
        String id = DescriptorReader.read(folder).license();
        return Files.exists(own) ? own : models.resolve("licenses").resolve(id + ".txt");
    }

    private boolean build(ModelBundleWriter writer) throws IOException {
        Descriptor descriptor = writer.descriptor();
        Path jar = writer.in(target.resolve("repository"));
        Path copy = target.resolve("files").resolve(descriptor.name() + ".tflite");
        ModelFolder copies = new ModelFolder(copy.getParent(), "target");
        if (writer.isWritten(jar)
                && copies.find(descriptor.file(), verified).filter(copy::equals).isPresent()) {
            return true;
        }
        ModelSearch.Outcome outcome = search.find(descriptor);
        if (outcome.file().isEmpty()) {
            Files.deleteIfExists(jar);
            Files.deleteIfExists(copy);
            say(
                    "%s %s is left out: %s",
                    descriptor.name(), descriptor.version(), String.join("; ", outcome.tried()));
            return false;
        }
        Path file = outcome.file().get();
        List<String> disagreements = DescriptorCheck.disagreements(descriptor, file);
        if (!disagreements.isEmpty()) {
            throw new ModelException(
                    "The descriptor of %s disagrees with %s: %s"
                            .formatted(descriptor.name(), file, String.join("; ", disagreements)));
        }
        writer.write(file, jar);
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private void say(String format, Object... values) {
        messages.println("vitral models: " + format.formatted(values));
    }
}
