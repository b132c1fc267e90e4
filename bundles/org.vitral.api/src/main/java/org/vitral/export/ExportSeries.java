// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Segmentations that are exported together. For one thread at a time. */
@ConsumerType
public interface ExportSeries extends AutoCloseable {

    /**
     * Takes the next segmentation. It is open during this call only: what is needed of it later is
     * written or copied.
     */
    void add(ExportSubject subject) throws IOException;

    /** Writes what is written at the end. Nothing is added after it. */
    void complete() throws IOException;

    /** Lets go of everything; without {@link #complete()} the common files are not written. */
    @Override
    void close() throws IOException;
}
