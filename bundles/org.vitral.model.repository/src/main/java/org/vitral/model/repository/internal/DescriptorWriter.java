// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.vitral.model.Label;
import org.vitral.model.OutputKind;

/** Writes descriptors, as {@link DescriptorReader} reads them. */
final class DescriptorWriter {
    private static final int SCHEMA = 1;

    /** The channels of an image that need not be said. */
    private static final int COLOURS = 3;

    private DescriptorWriter() {}

    /** The {@code model.json} of a model. */
    static byte[] json(Descriptor model) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent("  ");
            json.beginObject();
            json.name("schema").value(SCHEMA);
            json.name("name").value(model.name());
            json.name("version").value(model.version().toString());
            json.name("title").value(model.title());
            json.name("scope").value(model.scope());
            json.name("task").value("image-segmentation");
            json.name("license").value(model.license());
            json.name("holder").value(model.holder());
            json.name("preference").value(model.preference());
            json.name("files").beginArray();
            for (ModelFile file : model.files()) {
                json.beginObject();
                json.name("name").value(file.name());
                json.name("size").value(file.size());
                json.name("sha256").value(file.sha256());
                json.endObject();
            }
            json.endArray();
            json.name("input").beginObject();
            json.name("width").value(model.input().width());
            json.name("height").value(model.input().height());
            if (model.input().channels() != COLOURS) {
                json.name("channels").value(model.input().channels());
            }
            if (model.input().resizable()) {
                json.name("resizable").value(true);
            }
            numbers(json, "mean", model.input().normalization().mean());
            numbers(json, "std", model.input().normalization().std());
            json.endObject();
            json.name("output").beginObject();
            json.name("index").value(model.output().index());
            if (model.output().qualityScores().isPresent()) {
                json.name("quality").value(model.output().qualityScores().getAsInt());
            }
            json.name("kind").value(kind(model.output().kind()));
            json.name("activation")
                    .value(
                            switch (model.output().activation()) {
                                case NONE -> "none";
                                case SOFTMAX -> "softmax";
                                case SIGMOID -> "sigmoid";
                            });
            json.name("width").value(model.output().width());
            json.name("height").value(model.output().height());
            json.endObject();
            json.name("labels").value(model.labelMap());
            colors(json, model.labels());
            displayNames(json, model.displayNames());
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can be written to", e);
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String kind(OutputKind kind) {
        return switch (kind) {
            case SCORES -> "scores";
            case FOREGROUND_SCORE -> "foreground";
            case CLASS_INDICES -> "indices";
        };
    }

    private static void numbers(JsonWriter json, String name, List<Float> values)
            throws IOException {
        json.name(name).beginArray();
        for (Float value : values) {
            json.value(value);
        }
        json.endArray();
    }

    /** The colours, where they are other ones than those that every model has. */
    private static void colors(JsonWriter json, List<Label> labels) throws IOException {
        if (labels.stream().allMatch(label -> label.rgb() == VocPalette.rgb(label.index()))) {
            return;
        }
        json.name("colors").beginArray();
        for (Label label : labels) {
            json.value(label.color());
        }
        json.endArray();
    }

    private static void displayNames(JsonWriter json, Map<Locale, List<String>> names)
            throws IOException {
        if (names.isEmpty()) {
            return;
        }
        Map<String, List<String>> byTag = new TreeMap<>();
        names.forEach((locale, all) -> byTag.put(locale.toLanguageTag(), all));
        json.name("display_names").beginObject();
        for (Map.Entry<String, List<String>> language : byTag.entrySet()) {
            json.name(language.getKey()).beginArray();
            for (String name : language.getValue()) {
                json.value(name);
            }
            json.endArray();
        }
        json.endObject();
    }

    /** The label map of a model. */
    static byte[] labelMap(Descriptor model) {
        StringBuilder text = new StringBuilder();
        model.labels().forEach(label -> text.append(label.name()).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
