// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The outputs of one frame that are being written. For one thread. */
@ProviderType
public interface PendingExport {

    /** What the results are called: the frame's name without its extension, with its folders. */
    String name();

    /** The name that they would have had, if the results of another frame of the run have it. */
    Optional<String> rival();

    /**
     * Waits until each output is written, has failed or has exceeded its limit; never longer than
     * that. The image and the segmentation may be closed afterwards, also when an output that
     * exceeded its limit still looks at them.
     *
     * @return an outcome for each format, in the order in which they were asked for
     * @throws InterruptedException if the calling thread is interrupted; all outputs that are not
     *     written by then are given up
     */
    List<ExportOutcome> await() throws InterruptedException;
}
