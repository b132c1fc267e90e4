// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import org.osgi.annotation.versioning.ProviderType;
import org.vitral.segmentation.MaskRowSink;

/**
 * The outputs of a frame that is never in memory as a whole. For one thread.
 *
 * <p>First the mask is given to {@link #rows()}, then the rest is written with {@link #finish}.
 */
@ProviderType
public interface StreamedExport extends AutoCloseable {

    /**
     * Gives the rows of a mask to all formats that take them. It does not fail because one of them
     * does: that one is left out, and its outcome says why.
     */
    MaskRowSink rows();

    /**
     * Ends the files that were written row by row, and starts to write the others.
     *
     * @param numbers the frame in its own size, without its pixels: for formats without a picture
     * @param small the frame and its segmentation at a reduced size, for pictures
     */
    PendingExport finish(ExportSubject numbers, ExportSubject small);

    /** Without {@link #finish}, removes what was written. */
    @Override
    void close();
}
