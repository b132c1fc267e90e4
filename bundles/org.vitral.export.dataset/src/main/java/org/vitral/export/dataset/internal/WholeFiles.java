// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;

/** Writes files that are done when they are written. */
final class WholeFiles {

    /** What writes a file. */
    @FunctionalInterface
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    private WholeFiles() {}

    static void write(ExportTarget target, String path, Content content) throws IOException {
        try (ExportFile file = target.create(path)) {
            content.write(file.stream());
            file.complete();
        }
    }

    static void write(ExportTarget target, String path, String text) throws IOException {
        write(target, path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
