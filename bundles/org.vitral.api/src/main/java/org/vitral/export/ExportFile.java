// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ConsumerType;

/** A file that is being written to a target. For one thread at a time. */
@ConsumerType
public interface ExportFile extends AutoCloseable {

    /** Where its bytes go; always the same stream. It is buffered, and need not be closed. */
    OutputStream stream();

    /** Ends the file: from now on it is there under its name, as a whole. */
    void complete() throws IOException;

    /** Removes what was written unless it was completed. Does nothing the second time. */
    @Override
    void close() throws IOException;
}
