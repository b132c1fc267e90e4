// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;

/** Writes to targets and looks at what is there. */
final class TargetFiles {

    private TargetFiles() {}

    static void write(ExportTarget target, String path, String content) throws IOException {
        write(target, path, content.getBytes(StandardCharsets.UTF_8));
    }

    static void write(ExportTarget target, String path, byte[] content) throws IOException {
        try (ExportFile file = target.create(path)) {
            file.stream().write(content);
            file.complete();
        }
    }

    /** All files below a folder, hidden ones too. */
    static List<String> in(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
