// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitral.option.Option;
import org.vitral.option.Options;

/**
 * A service that makes something of many segmentations together: a data set, a report, an
 * animation. One that writes a file for each segmentation alone is an {@link Exporter}.
 *
 * @implSpec An implementation is a service with the property {@link Exporter#NAME}. It is safe for
 *     use by several threads.
 */
@ConsumerType
public interface SeriesExporter {

    /** Its options; none unless overridden. */
    default List<Option<?>> options() {
        return List.of();
    }

    /**
     * Begins a series.
     *
     * @param target where its files go; the caller closes it
     */
    ExportSeries begin(ExportTarget target, Options options) throws IOException;
}
