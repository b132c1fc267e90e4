// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.vector.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.vitral.export.Exporter;
import org.vitral.option.OptionException;
import org.vitral.option.Options;

/** What an exporter writes of a scene. */
final class Written {

    private Written() {}

    static String text(Exporter exporter, Map<String, String> said, Scene scene)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            exporter.export(scene.subject(), Options.read(exporter.options(), said), out);
        } catch (OptionException e) {
            throw new IllegalArgumentException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    static void file(Path file, Exporter exporter, Map<String, String> said, Scene scene)
            throws IOException {
        Files.writeString(file, text(exporter, said, scene));
    }
}
