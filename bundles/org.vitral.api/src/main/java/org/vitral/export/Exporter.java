// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitral.option.Option;
import org.vitral.option.Options;

/**
 * A service that writes a segmentation in one format.
 *
 * @implSpec An implementation is a service with the properties {@link #NAME} and {@link #SUFFIX};
 *     where {@code service.description} says in a sentence what it writes, lists show that. It is
 *     safe for use by several threads, and leaves the stream open. {@link Exports} calls it on a
 *     thread that is interrupted when the time for one output is over; the image and the
 *     segmentation are closed to it then, and what it writes goes nowhere.
 */
@ConsumerType
public interface Exporter {

    /**
     * The service property with the exporter's name, for example {@code mask}: lower-case letters,
     * digits and hyphens. It is what users say to get this format.
     */
    String NAME = "org.vitral.exporter.name";

    /**
     * The service property with what is put behind a photograph's name: with {@code .mask.png} the
     * result for {@code b.jpg} is written to {@code b.mask.png}.
     */
    String SUFFIX = "org.vitral.exporter.suffix";

    /** Its options; none unless overridden. */
    default List<Option<?>> options() {
        return List.of();
    }

    /**
     * Writes one segmentation.
     *
     * @param subject what to write
     * @param options what the user chose of {@link #options()}
     * @param out where to; the caller closes it, and removes what was written if this fails
     */
    void export(ExportSubject subject, Options options, OutputStream out) throws IOException;
}
