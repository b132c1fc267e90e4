// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.vitral.option.OptionException;

/**
 * A service that has exporters, renderers and series exporters write what was found, whichever are
 * installed at the moment, and keeps each from harming the others. For any number of threads.
 *
 * <pre>{@code
 * try (ExportTarget folder = folders.open("results", Options.NONE);
 *         ExportRun run = exports.begin(requests, folder, ExportSettings.DEFAULT)) {
 *     PendingExport pending = run.start(new ExportSubject("b.jpg", image, segmentation, decode));
 *     for (ExportOutcome outcome : pending.await()) { ... }
 *     run.complete();
 * }
 * }</pre>
 *
 * <p>Where a name is taken several times, an exporter is preferred to a renderer, a renderer to a
 * series, and among these the service with the highest ranking.
 */
@ProviderType
public interface Exports {

    /** The names of all installed formats, in alphabetical order. Calls no exporter. */
    List<String> names();

    /** All installed formats, in alphabetical order. */
    List<ExportFormat> formats();

    /** The installed format of that name. */
    Optional<ExportFormat> format(String name);

    /** The formats of pictures for which an {@link ImageEncoder} is installed. */
    List<String> pictures();

    /**
     * Begins a run.
     *
     * @param requests what to write for each frame, no format twice
     * @param target where to; the caller closes it, after the run
     * @throws OptionException if a format, a format of pictures or an option is not known, a value
     *     is not permitted, or two formats would write files of the same names
     */
    ExportRun begin(List<ExportRequest> requests, ExportTarget target, ExportSettings settings)
            throws OptionException;

    /**
     * Lets a format be used again that was set aside because it did not come back in time.
     *
     * @return whether it was set aside
     */
    boolean restore(String name);
}
