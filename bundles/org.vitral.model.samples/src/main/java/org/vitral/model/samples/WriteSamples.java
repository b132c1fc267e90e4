// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes all samples into a folder, to try them from the command line. */
public final class WriteSamples {
    private WriteSamples() {}

    /** The folder is the only argument. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        write(folder.resolve("usable"), Samples.usable());
        write(folder.resolve("refused"), Samples.refused());
    }

    private static void write(Path folder, Map<String, byte[]> models) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> model : models.entrySet()) {
            Files.write(folder.resolve(model.getKey() + ".tflite"), model.getValue());
        }
    }
}
