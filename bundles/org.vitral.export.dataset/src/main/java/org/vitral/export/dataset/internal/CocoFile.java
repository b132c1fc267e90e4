// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.vitral.export.ExportTarget;
import org.vitral.model.Label;

/**
 * The JSON file of a COCO data set: annotations, images, categories. The order is of no meaning,
 * and this one lets annotations, which are most of it, go to the file at once.
 */
final class CocoFile implements AutoCloseable {

    private record Photo(String name, int width, int height) {}

    private static final String BEGIN = "{\"annotations\":[";

    private final GrowingFile file;
    private final List<Photo> photographs = new ArrayList<>();

    CocoFile(ExportTarget target, String path) throws IOException {
        file = new GrowingFile(target, path);
    }

    /** The number that the next image will have, from 1. */
    int nextImage() {
        return photographs.size() + 1;
    }

    /** What stands before an annotation. */
    String separator(boolean first) {
        return first ? "\n" : ",\n";
    }

    /** Adds an image with its annotations. */
    void add(CharSequence annotations, SeenPhotograph photograph, String name) throws IOException {
        file.append(photographs.isEmpty() ? BEGIN + annotations : annotations);
        photographs.add(new Photo(name, photograph.width(), photograph.height()));
    }

    /** What a category says besides its number and name. */
    enum Kind {
        /** Nothing: COCO's format for object detection. */
        INSTANCE,
        /** A colour, and that it is stuff: not countable. */
        STUFF,
        /** A colour, and that it is a thing: countable. */
        THING
    }

    /** Writes the rest. */
    void complete(String model, List<Label> labels, Kind kind) throws IOException {
        StringBuilder text = new StringBuilder(photographs.isEmpty() ? BEGIN : "");
        text.append("],\n\"images\":[");
        for (int i = 0; i < photographs.size(); i++) {
            int id = i + 1;
            Photo photograph = photographs.get(i);
            text.append(separator(i == 0))
                    .append(
                            Json.text(
                                    json ->
                                            json.beginObject()
                                                    .name("id")
                                                    .value(id)
                                                    .name("width")
                                                    .value(photograph.width())
                                                    .name("height")
                                                    .value(photograph.height())
                                                    .name("file_name")
                                                    .value(photograph.name())
                                                    .endObject()));
        }
        text.append("],\n\"categories\":[");
        boolean first = true;
        for (Label label : labels) {
            text.append(separator(first)).append(category(label, kind));
            first = false;
        }
        text.append("],\n\"licenses\":[],\n\"info\":");
        text.append(
                Json.text(
                        json ->
                                json.beginObject()
                                        .name("description")
                                        .value("Segmented by Vitral with " + model)
                                        .name("version")
                                        .value("1.0")
                                        .endObject()));
        text.append("}\n");
        file.complete(text);
    }

    private static String category(Label label, Kind kind) throws IOException {
        return Json.text(
                json -> {
                    json.beginObject();
                    json.name("id").value(label.index());
                    json.name("name").value(label.name());
                    json.name("supercategory").value(label.name());
                    if (kind != Kind.INSTANCE) {
                        json.name("isthing").value(kind == Kind.THING ? 1 : 0);
                        json.name("color").beginArray();
                        json.value(label.rgb() >> 16);
                        json.value(label.rgb() >> 8 & 0xff);
                        json.value(label.rgb() & 0xff);
                        json.endArray();
                    }
                    json.endObject();
                });
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
