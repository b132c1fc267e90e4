// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Set;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;

/** A folder in which nothing is written over the photographs that the user names. */
record SparingTarget(ExportTarget target, Path root, Set<Path> photographs)
        implements ExportTarget {

    @Override
    public ExportFile create(String path) throws IOException {
        if (photographs.contains(root.resolve(path).normalize())) {
            throw new FileSystemException(
                    path, null, "One of the photographs has this name; choose another --output");
        }
        return target.create(path);
    }

    @Override
    public String shown(String path) {
        return target.shown(path);
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}
