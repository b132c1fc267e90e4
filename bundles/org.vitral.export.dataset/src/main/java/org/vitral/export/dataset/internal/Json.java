// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import org.vitral.image.Region;

/** Pieces of JSON text. */
final class Json {

    /** What writes a value. */
    @FunctionalInterface
    interface Value {
        void write(JsonWriter json) throws IOException;
    }

    private Json() {}

    static String text(Value value) throws IOException {
        StringWriter text = new StringWriter();
        JsonWriter json = new JsonWriter(text);
        value.write(json);
        json.flush();
        return text.toString();
    }

    /** A number, without a fraction where it has none. */
    static void number(JsonWriter json, double value) throws IOException {
        if (value == Math.rint(value)) {
            json.value((long) value);
        } else {
            json.value(value);
        }
    }

    /** COCO's box: x, y, width, height. */
    static void box(JsonWriter json, Region box, Region frame) throws IOException {
        json.name("bbox").beginArray();
        json.value(box.x() + frame.x());
        json.value(box.y() + frame.y());
        json.value(box.width());
        json.value(box.height());
        json.endArray();
    }
}
