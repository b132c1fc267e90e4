// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.framework.Version;
import org.vitral.model.Activation;
import org.vitral.model.ModelException;
import org.vitral.model.Normalization;

/**
 * What lies beside a model's file {@code NAME.tflite} and says more of it: {@code NAME.json}, with
 * the members of {@code model.json} that somebody cares to give, and the label map {@code
 * NAME.labels.txt}, else {@code labels.txt} where there is no descriptor that names another.
 */
record Sidecar(Path model, Optional<Path> json, Optional<Path> labelMap) {

    /** The sidecar of a file, as far as it is there. */
    static Sidecar of(Path model) {
        String stem = FileIdentifier.stem(model);
        Path own = model.resolveSibling(stem + ".labels.txt");
        Path common = model.resolveSibling("labels.txt");
        return new Sidecar(
                model,
                Optional.of(model.resolveSibling(stem + ".json")).filter(Files::isRegularFile),
                Optional.of(own)
                        .filter(Files::isRegularFile)
                        .or(() -> Optional.of(common).filter(Files::isRegularFile)));
    }

    /**
     * What it says.
     *
     * @param sha256 of the model's file, which the descriptor may demand
     */
    Statement statement(String sha256) throws ModelException {
        if (json.isEmpty()) {
            return labelMap.isPresent()
                    ? Statement.NONE.withLabels(labels(labelMap.get()))
                    : Statement.NONE;
        }
        Fields fields;
        try (InputStream text = Files.newInputStream(json.get())) {
            fields = Fields.read(json.get().toString(), text);
        } catch (ModelException e) {
            throw e;
        } catch (IOException e) {
            throw new ModelException(
                    "%s cannot be read: %s".formatted(json.get(), e.getMessage()), e);
        }
        checkFile(fields, sha256);
        Optional<String> named = fields.optionalText("labels");
        Optional<Path> map = named.map(json.get()::resolveSibling).or(() -> labelMap);
        List<Integer> colors = new ArrayList<>();
        if (fields.has("colors")) {
            for (String color : fields.texts("colors")) {
                colors.add(DescriptorReader.rgb(fields, color));
            }
        }
        return new Statement(
                DescriptorReader.optionalName(fields),
                version(fields),
                fields.optionalText("title"),
                fields.optionalText("license"),
                fields.has("preference") ? (int) fields.number("preference", 0) : 0,
                normalization(fields),
                activation(fields),
                index(fields),
                map.isPresent() ? labels(map.get()) : List.of(),
                colors);
    }

    private void checkFile(Fields fields, String sha256) throws ModelException {
        if (!fields.has("files")) {
            return;
        }
        List<String> listed = new ArrayList<>();
        for (Fields file : fields.objects("files")) {
            listed.add(file.text("sha256"));
        }
        if (!listed.contains(sha256)) {
            throw new ModelException(
                    "%s is another file than %s describes: its SHA-256 is %s but should be %s"
                            .formatted(model, json.get(), sha256, String.join(" or ", listed)));
        }
    }

    private static Optional<Version> version(Fields fields) throws ModelException {
        return fields.has("version")
                ? Optional.of(DescriptorReader.version(fields))
                : Optional.empty();
    }

    private static Optional<Normalization> normalization(Fields fields) throws ModelException {
        if (!fields.has("input")) {
            return Optional.empty();
        }
        Fields input = fields.object("input");
        return input.has("mean") || input.has("std")
                ? Optional.of(DescriptorReader.normalization(input, 3))
                : Optional.empty();
    }

    private static Optional<Activation> activation(Fields fields) throws ModelException {
        if (!fields.has("output")) {
            return Optional.empty();
        }
        Fields output = fields.object("output");
        return output.has("activation")
                ? Optional.of(DescriptorReader.activation(output))
                : Optional.empty();
    }

    private static OptionalInt index(Fields fields) throws ModelException {
        if (!fields.has("output")) {
            return OptionalInt.empty();
        }
        Fields output = fields.object("output");
        return output.has("index")
                ? OptionalInt.of((int) output.number("index", 0))
                : OptionalInt.empty();
    }

    static List<String> labels(Path map) throws ModelException {
        try (InputStream text = Files.newInputStream(map)) {
            List<String> names = LabelMap.read(text);
            if (names.isEmpty() || names.size() > LabelMap.MOST) {
                throw new ModelException(
                        "The label map %s should have 1 to %d lines but has %d"
                                .formatted(map, LabelMap.MOST, names.size()));
            }
            return names;
        } catch (ModelException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new ModelException("The label map %s does not exist".formatted(map), e);
        } catch (IOException e) {
            throw new ModelException(
                    "The label map %s cannot be read: %s".formatted(map, e.getMessage()), e);
        }
    }
}
