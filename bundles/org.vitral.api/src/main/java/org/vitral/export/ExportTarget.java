// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A place that files are written to: a folder, an archive, a stream, or what an extender makes of
 * it. Each file in it is complete or absent.
 *
 * @implSpec Safe for use by several threads: files are written at the same time. Where the place
 *     takes one file after the other, as an archive does, the target keeps what is written until
 *     the file is complete.
 */
@ConsumerType
public interface ExportTarget extends AutoCloseable {

    /**
     * Begins a file.
     *
     * @param path its path in the target, relative, with {@code /} between folders
     * @throws IOException if it would lie outside, or may not be written; the message says why
     */
    ExportFile create(String path) throws IOException;

    /** How messages call a file of this target, for example {@code out/b.mask.png}. */
    String shown(String path);

    /**
     * Ends the target: what was completed is there, what was not is gone. Does nothing the second
     * time.
     */
    @Override
    void close() throws IOException;
}
