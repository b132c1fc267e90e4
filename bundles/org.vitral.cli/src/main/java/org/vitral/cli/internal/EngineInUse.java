// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.Segmentation;

/**
 * What a segmentation was made with.
 *
 * @param model the model
 * @param delegates what it ran on
 */
record EngineInUse(ModelDescription model, List<EffectiveDelegate> delegates) {

    static EngineInUse of(Segmentation segmentation) {
        return new EngineInUse(segmentation.model(), segmentation.delegates());
    }

    /** For a person. */
    String text() {
        return "%s on %s".formatted(Text.oneLine(model.name()), DelegateText.of(delegates));
    }

    /** Writes the fields {@code model} and {@code delegate}. */
    void writeTo(JsonWriter json) throws IOException {
        json.name("model").beginObject();
        json.name("name").value(model.name());
        json.name("version").value(model.version());
        json.name("sha256").value(model.sha256());
        json.endObject();
        json.name("delegate").value(EffectiveDelegate.names(delegates));
    }
}
