// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.io.OutputStream;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitral.option.Options;
import org.vitral.segmentation.MaskRowSink;

/**
 * An exporter that can also write a mask which is never in memory as a whole, row by row.
 *
 * @implSpec An implementation is a service as an {@link Exporter}; whoever has one finds out by its
 *     class that it can do this too.
 */
@ConsumerType
public interface RowExporter extends Exporter {

    /**
     * What writes one mask.
     *
     * @param options what the user chose of {@link #options()}
     * @param out where to; the caller closes it, and removes what was written if a row fails. All
     *     is written when the sink has taken the last row
     */
    MaskRowSink rows(Options options, OutputStream out);
}
