// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.models;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vitral.model.repository.internal.Descriptor;
import org.vitral.model.repository.internal.ModelBundleWriter;

/** The feature that installs the model bundles, in the format of OSGi Compendium 159. */
final class ModelsFeature {
    private ModelsFeature() {}

    /** Writes the feature; a file that says the same already is left alone. */
    static void write(Path file, String version, List<Descriptor> models) throws IOException {
        String json = json(version, models);
        if (Files.exists(file) && Files.readString(file).equals(json)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
    }

    private static String json(String version, List<Descriptor> models) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent("  ");
            json.beginObject();
            json.name("feature-resource-version").value("1.0");
            json.name("id").value("org.vitral:vitral-models:" + version);
            json.name("name").value("Vitral models");
            json.name("description").value("The models whose files this build could get.");
            json.name("bundles").beginArray();
            for (Descriptor model : models) {
                json.beginObject();
                json.name("id")
                        .value(
                                "%s:%s:%s"
                                        .formatted(
                                                ModelBundleWriter.GROUP,
                                                model.name(),
                                                model.version()));
                json.endObject();
            }
            json.endArray();
            json.endObject();
        }
        return text.append('\n').toString();
    }
}
