// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;

/**
 * A file that all photographs of a series share, and that grows with each of them. After a part
 * that could not be written it takes nothing more, and is never completed.
 */
final class GrowingFile implements AutoCloseable {

    private final ExportFile file;
    private final String shown;
    private boolean damaged;

    GrowingFile(ExportTarget target, String path) throws IOException {
        file = target.create(path);
        shown = target.shown(path);
    }

    void append(CharSequence text) throws IOException {
        if (damaged) {
            throw new IOException(
                    "%s is not written, since a part of it could not be".formatted(shown));
        }
        damaged = true;
        file.stream().write(text.toString().getBytes(StandardCharsets.UTF_8));
        damaged = false;
    }

    /** Writes the last part. */
    void complete(CharSequence last) throws IOException {
        append(last);
        file.complete();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
