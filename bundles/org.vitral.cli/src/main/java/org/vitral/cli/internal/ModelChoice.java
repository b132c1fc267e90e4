// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.vitral.model.KnownModel;
import org.vitral.model.Model;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;
import org.vitral.model.ModelReference;
import org.vitral.model.ModelRepository;

/** What {@code --model} stands for. */
final class ModelChoice {

    private ModelChoice() {}

    /** Whether this means a file; else it is the name of a model. */
    static boolean isFile(String asked) {
        String lower = asked.toLowerCase(Locale.ROOT);
        return asked.contains("/")
                || asked.contains(File.separator)
                || lower.endsWith(".tflite")
                || lower.endsWith(".jar");
    }

    /**
     * The file that is meant.
     *
     * @return its absolute path
     * @throws FailureException if there is no such file, or it cannot be read
     */
    static Path file(String asked) throws FailureException {
        Path file;
        try {
            file = Path.of(asked).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new FailureException(asked, e);
        }
        if (!Files.exists(file)) {
            throw new FailureException(asked, "There is no such model file", null);
        }
        if (Files.isDirectory(file)) {
            throw new FailureException(asked, "This is a folder and not a model file", null);
        }
        if (!Files.isReadable(file)) {
            throw new FailureException(asked, "The model file cannot be read", null);
        }
        return file;
    }

    /**
     * What a segmenter calls the model that is asked for: its name, or the absolute path of its
     * file. Fetches it if need be.
     *
     * @throws UsageException if no model has that name
     * @throws FailureException if it cannot be had
     */
    static String resolve(String asked, Platform platform, Console console)
            throws UsageException, FailureException {
        if (isFile(asked)) {
            return file(asked).toString();
        }
        obtain(asked, platform.models(), console);
        return asked;
    }

    /**
     * All that is known of a model that {@link #resolve} found; nothing where it cannot be read.
     */
    static Optional<ModelDescription> describe(Optional<String> asked, ModelRepository models)
            throws FailureException {
        if (asked.isEmpty()) {
            return models.preferred().map(Model::description);
        }
        if (!isFile(asked.get())) {
            return models.find(asked.get()).map(Model::description);
        }
        try {
            return Optional.of(models.load(file(asked.get())).description());
        } catch (ModelException e) {
            // The segmenter will say so.
            return Optional.empty();
        }
    }

    /**
     * Makes sure that a model is here; fetches it if need be.
     *
     * @throws UsageException if no model has that name
     * @throws FailureException if it cannot be fetched, or the version is not here
     */
    private static void obtain(String asked, ModelRepository models, Console console)
            throws UsageException, FailureException {
        if (models.find(asked).isPresent()) {
            return;
        }
        Optional<KnownModel> known = absent(asked, models);
        if (known.isEmpty()) {
            throw notHere(asked, models);
        }
        fetch(known.get(), models, console);
    }

    /** The model that is asked for and could be fetched. */
    static Optional<KnownModel> absent(String asked, ModelRepository models) throws UsageException {
        ModelReference reference = reference(asked);
        return models.absent().stream()
                .filter(model -> model.name().equals(reference.name()))
                .filter(
                        model ->
                                reference.selector().isEmpty()
                                        || reference.selector().get().equals(model.version()))
                .findFirst();
    }

    private static ModelReference reference(String asked) throws UsageException {
        try {
            return ModelReference.parse(asked);
        } catch (IllegalArgumentException e) {
            throw new UsageException("Model " + e.getMessage());
        }
    }

    /**
     * Why a model is not here.
     *
     * @return the reason, where a model has the name that is asked for but not in that version
     * @throws UsageException where none has that name
     */
    static FailureException notHere(String asked, ModelRepository models) throws UsageException {
        String name = reference(asked).name();
        boolean known =
                models.models().stream().anyMatch(one -> one.description().name().equals(name))
                        || models.absent().stream().anyMatch(one -> one.name().equals(name));
        if (!known) {
            throw unknown(asked, models);
        }
        try {
            models.resolve(asked);
            return new FailureException(asked, "The model came and went", null);
        } catch (ModelException e) {
            return new FailureException(asked, e);
        }
    }

    private static void fetch(KnownModel known, ModelRepository models, Console console)
            throws FailureException {
        console.message(
                "fetching the model %s, %s"
                        .formatted(known.name(), Text.bytes(Math.max(0, known.size()))));
        try {
            models.fetch(
                    known.name(),
                    (from, bytes, total) -> {
                        console.startDownload(known.name(), total);
                        console.stepTo(bytes);
                    });
        } catch (ModelException e) {
            throw new FailureException("--model " + known.name(), e);
        } finally {
            console.endProgress();
        }
    }

    /** That no model has this name, and which one may have been meant. */
    static UsageException unknown(String name, ModelRepository models) {
        List<String> names =
                Stream.concat(
                                models.models().stream().map(Model::description).map(d -> d.name()),
                                models.absent().stream().map(KnownModel::name))
                        .distinct()
                        .toList();
        String file = new File(name).isFile() ? "; for the file of that name say ./" + name : "";
        return new UsageException(
                "Unknown model '%s'%s%s (%s)"
                        .formatted(
                                name,
                                Suggestion.hint(name, names),
                                file,
                                names.isEmpty()
                                        ? "no model is known"
                                        : "known: " + String.join(", ", names)));
    }
}
