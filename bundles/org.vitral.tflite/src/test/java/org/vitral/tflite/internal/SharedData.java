// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** The starter model and its golden, which do not come with the project. */
public final class SharedData {

    private SharedData() {}

    public static File starterModel() {
        return file("models/deeplabv3.tflite").toFile();
    }

    /** A file of that folder; the test is skipped where it is not there. */
    public static Path file(String name) {
        Path file = Path.of(System.getProperty("vitral.shared", "")).resolve(name);
        assumeTrue(Files.isRegularFile(file), () -> "there is no " + file);
        return file;
    }
}
