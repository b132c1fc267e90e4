// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The path of a file in a target, checked: it does not lead out of it. */
final class RelativePath {

    private RelativePath() {}

    /**
     * The file of that path below a root.
     *
     * @throws IOException if it would lie elsewhere
     */
    static Path below(Path root, String path) throws IOException {
        Path file;
        try {
            file = root.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw new FileSystemException(
                    path, null, "This is no name of a file here: " + e.getReason());
        }
        if (!file.startsWith(root) || file.equals(root)) {
            throw new FileSystemException(path, null, "This is outside of the output folder");
        }
        return file;
    }

    /**
     * The path as an archive has it: relative, with {@code /} between folders.
     *
     * @throws IOException if it would lie elsewhere
     */
    static String in(String path) throws IOException {
        String plain = path.replace('\\', '/');
        boolean outside =
                plain.isEmpty()
                        || plain.startsWith("/")
                        || plain.endsWith("/")
                        || plain.matches("[A-Za-z]:.*")
                        || ("/" + plain).endsWith("/.")
                        || ("/" + plain + "/").contains("/../");
        if (outside) {
            throw new FileSystemException(path, null, "This is outside of the archive");
        }
        return plain.replaceAll("(^|/)(\\./)+", "$1").replaceAll("/{2,}", "/");
    }
}
