// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.OptionalDouble;

/** Builds a JSON document that goes on one line. */
final class JsonDocument {

    private JsonDocument() {}

    /** What a document holds. */
    @FunctionalInterface
    interface Content {
        void writeTo(JsonWriter json) throws IOException;
    }

    /** Writes a number, or null where there is none or JSON has none such. */
    static void number(JsonWriter json, String name, OptionalDouble value) throws IOException {
        json.name(name);
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            json.value(value.getAsDouble());
        } else {
            json.nullValue();
        }
    }

    /** An object with {@code "schema": 1} and what is written to it. */
    static String object(Content content) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject().name("schema").value(1);
            content.writeTo(json);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
