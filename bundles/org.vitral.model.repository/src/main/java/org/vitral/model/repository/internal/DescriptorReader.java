// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.osgi.framework.Version;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.ModelException;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;

/** Reads descriptors. */
public final class DescriptorReader {
    /** The name of a descriptor in its folder or bundle. */
    public static final String MODEL_JSON = "model.json";

    private static final int SCHEMA = 1;

    private static final int COLOURS = 3;

    /** Names become names of files and parts of symbolic names. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");

    /** Where a descriptor and the files beside it are. */
    interface Place {
        /** Opens a file by its name, or throws {@link FileNotFoundException}. */
        InputStream open(String name) throws IOException;
    }

    private final String where;
    private final Place place;

    private DescriptorReader(String where, Place place) {
        this.where = where;
        this.place = place;
    }

    /** Reads the descriptor in a folder. */
    public static Descriptor read(Path folder) throws ModelException {
        return read(
                folder.toString(),
                name -> {
                    try {
                        return Files.newInputStream(folder.resolve(name));
                    } catch (NoSuchFileException e) {
                        throw new FileNotFoundException(e.getMessage());
                    }
                });
    }

    static Descriptor read(String where, Place place) throws ModelException {
        return new DescriptorReader(where, place).descriptor();
    }

    private Descriptor descriptor() throws ModelException {
        Fields fields;
        try (InputStream json = place.open(MODEL_JSON)) {
            fields = Fields.read(MODEL_JSON + " of " + where, json);
        } catch (ModelException e) {
            throw e;
        } catch (IOException e) {
            throw new ModelException(
                    "%s of %s cannot be read: %s".formatted(MODEL_JSON, where, reason(e)), e);
        }
        if (fields.number("schema", 1) != SCHEMA) {
            throw fields.wrong("schema", "" + SCHEMA, fields.number("schema", 1));
        }
        ModelOutput output = output(fields.object("output"));
        List<Label> labels = labels(fields);
        if (output.kind() == OutputKind.FOREGROUND_SCORE && labels.size() != 2) {
            throw new ModelException(
                    "%s: a foreground score has 2 labels, but \"labels\" has %d"
                            .formatted(fields.document(), labels.size()));
        }
        return new Descriptor(
                name(fields),
                version(fields),
                fields.text("title"),
                fields.text("scope"),
                matching(fields, "license", FILE_NAME, "an SPDX identifier"),
                fields.text("holder"),
                (int) fields.number("preference", 0),
                files(fields),
                input(fields.object("input")),
                output,
                fields.text("labels"),
                labels,
                displayNames(fields, labels),
                golden(fields, labels));
    }

    static Version version(Fields fields) throws ModelException {
        try {
            return Version.parseVersion(fields.text("version"));
        } catch (IllegalArgumentException e) {
            throw fields.wrong("version", "a version such as 1.2.3", fields.text("version"));
        }
    }

    private static List<ModelFile> files(Fields fields) throws ModelException {
        List<ModelFile> files = new ArrayList<>();
        for (Fields file : fields.objects("files")) {
            Optional<NpmSource> npm = Optional.empty();
            if (file.has("npm")) {
                Fields source = file.object("npm");
                npm =
                        Optional.of(
                                new NpmSource(
                                        source.text("package"),
                                        source.text("version"),
                                        source.text("path")));
            }
            files.add(
                    new ModelFile(
                            matching(file, "name", FILE_NAME, "the name of a file"),
                            file.number("size", 1),
                            matching(file, "sha256", SHA256, "64 lower-case hexadecimal digits"),
                            npm,
                            url(file)));
        }
        if (files.isEmpty()) {
            throw fields.wrong("files", "a list of at least one file", "[]");
        }
        return files;
    }

    private static Optional<URI> url(Fields file) throws ModelException {
        Optional<String> url = file.optionalText("url");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(url.get());
            if ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException e) {
            // Said below, as for an address of another kind.
        }
        throw file.wrong("url", "an http or https address", url.get());
    }

    private static ModelInput input(Fields input) throws ModelException {
        int channels = input.has("channels") ? (int) input.number("channels", 1) : COLOURS;
        if (channels != 1 && channels != COLOURS) {
            throw input.wrong("channels", "1 or 3", channels);
        }
        return new ModelInput(
                (int) input.number("width", 1),
                (int) input.number("height", 1),
                channels,
                input.flag("resizable"),
                normalization(input, channels));
    }

    static Normalization normalization(Fields input, int channels) throws ModelException {
        List<Float> mean = input.numbers("mean");
        List<Float> std = input.numbers("std");
        String count = channels == 1 ? "1 number" : "1 or 3 numbers";
        if (mean.size() != 1 && mean.size() != channels) {
            throw input.wrong("mean", count, mean);
        }
        if (std.size() != 1 && std.size() != channels || std.contains(0f)) {
            throw input.wrong("std", count + ", none of them 0", std);
        }
        return new Normalization(mean, std);
    }

    private static ModelOutput output(Fields output) throws ModelException {
        OutputKind kind =
                switch (output.text("kind")) {
                    case "scores" -> OutputKind.SCORES;
                    case "foreground" -> OutputKind.FOREGROUND_SCORE;
                    case "indices" -> OutputKind.CLASS_INDICES;
                    default ->
                            throw output.wrong(
                                    "kind", "scores, foreground or indices", output.text("kind"));
                };
        int index = (int) output.number("index", 0);
        OptionalInt quality =
                output.has("quality")
                        ? OptionalInt.of((int) output.number("quality", 0))
                        : OptionalInt.empty();
        if (quality.isPresent() && quality.getAsInt() == index) {
            throw output.wrong("quality", "another output than the mask", index);
        }
        return new ModelOutput(
                index,
                kind,
                activation(output),
                (int) output.number("width", 1),
                (int) output.number("height", 1),
                quality);
    }

    static Activation activation(Fields output) throws ModelException {
        return switch (output.text("activation")) {
            case "none" -> Activation.NONE;
            case "softmax" -> Activation.SOFTMAX;
            case "sigmoid" -> Activation.SIGMOID;
            default ->
                    throw output.wrong(
                            "activation", "none, softmax or sigmoid", output.text("activation"));
        };
    }

    /** The name, where there is one. */
    static Optional<String> optionalName(Fields fields) throws ModelException {
        return fields.has("name") ? Optional.of(name(fields)) : Optional.empty();
    }

    private static String name(Fields fields) throws ModelException {
        return matching(fields, "name", NAME, "lower-case letters, digits, dot, dash, underscore");
    }

    /** A colour such as {@code #ff8000}. */
    static int rgb(Fields fields, String color) throws ModelException {
        if (!COLOR.matcher(color).matches()) {
            throw fields.wrong("colors", "colours such as #ff8000", color);
        }
        return Integer.parseInt(color.substring(1), 16);
    }

    private List<Label> labels(Fields fields) throws ModelException {
        String file = matching(fields, "labels", FILE_NAME, "the name of a file");
        Optional<PublishedLabels> published = PublishedLabels.find(file);
        if (published.isPresent()) {
            List<Label> labels = published.get().labels();
            return fields.has("colors") ? coloured(labels, fields) : labels;
        }
        List<String> names;
        try (InputStream text = place.open(file)) {
            names = LabelMap.read(text);
        } catch (IOException e) {
            throw new ModelException(
                    "%s: the label map %s cannot be read: %s"
                            .formatted(fields.document(), file, reason(e)),
                    e);
        }
        if (names.isEmpty() || names.size() > LabelMap.MOST) {
            throw new ModelException(
                    "%s: the label map %s should have 1 to %d lines but has %d"
                            .formatted(fields.document(), file, LabelMap.MOST, names.size()));
        }
        List<Label> labels = LabelMap.labels(names);
        return fields.has("colors") ? coloured(labels, fields) : labels;
    }

    private static List<Label> coloured(List<Label> labels, Fields fields) throws ModelException {
        List<String> colors = fields.texts("colors");
        if (colors.size() != labels.size()) {
            throw fields.wrong("colors", labels.size() + " colours", colors.size());
        }
        List<Label> coloured = new ArrayList<>();
        for (Label label : labels) {
            coloured.add(
                    new Label(label.index(), label.name(), rgb(fields, colors.get(label.index()))));
        }
        return coloured;
    }

    /** The names in other languages, and those of the label map where its language is said. */
    private static Map<Locale, List<String>> displayNames(Fields fields, List<Label> labels)
            throws ModelException {
        Map<Locale, List<String>> all = new HashMap<>();
        Optional<String> own = fields.optionalText("labels_locale");
        if (own.isPresent()) {
            all.put(
                    locale(fields, "labels_locale", own.get()),
                    labels.stream().map(Label::name).toList());
        }
        if (!fields.has("display_names")) {
            return all;
        }
        Fields translated = fields.object("display_names");
        for (String tag : translated.names()) {
            List<String> names = translated.texts(tag);
            if (names.size() != labels.size() || names.stream().anyMatch(String::isBlank)) {
                throw translated.wrong(tag, labels.size() + " names, none of them blank", names);
            }
            all.put(locale(translated, tag, tag), names);
        }
        return all;
    }

    private static List<GoldenFile> golden(Fields fields, List<Label> labels)
            throws ModelException {
        List<GoldenFile> all = new ArrayList<>();
        if (fields.has("golden")) {
            for (Fields golden : fields.objects("golden")) {
                matching(golden, "image", FILE_NAME, "the name of a file");
                all.add(GoldenFile.read(golden, labels));
            }
        }
        return all;
    }

    private static Locale locale(Fields fields, String name, String tag) throws ModelException {
        return LabelMap.locale(tag)
                .orElseThrow(() -> fields.wrong(name, "a language tag such as de or pt-BR", tag));
    }

    private static String matching(Fields fields, String name, Pattern pattern, String expected)
            throws ModelException {
        String text = fields.text(name);
        if (!pattern.matcher(text).matches()) {
            throw fields.wrong(name, expected, text);
        }
        return text;
    }

    private static String reason(IOException e) {
        return e instanceof FileNotFoundException ? "it is not there" : e.getMessage();
    }
}
