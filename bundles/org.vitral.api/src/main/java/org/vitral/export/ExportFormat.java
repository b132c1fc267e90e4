// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.util.List;
import java.util.Objects;
import org.vitral.option.Option;

/**
 * A format that is installed.
 *
 * @param name what users say to get it
 * @param kind what kind of service brings it
 * @param suffix what is put behind a photograph's name, for example {@code .mask.png}; empty for a
 *     series, which names its files itself
 * @param description one sentence for a person, from the service property {@code
 *     service.description}; empty where there is none
 * @param options its options
 * @param bundle the symbolic name and version of the bundle that brings it
 * @param trouble why it cannot be used at the moment, a sentence; empty where it can
 */
public record ExportFormat(
        String name,
        ExportKind kind,
        String suffix,
        String description,
        List<Option<?>> options,
        String bundle,
        String trouble) {
    public ExportFormat {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(suffix, "suffix");
        Objects.requireNonNull(description, "description");
        options = List.copyOf(options);
        Objects.requireNonNull(bundle, "bundle");
        Objects.requireNonNull(trouble, "trouble");
    }

    /** Whether it can be used at the moment. */
    public boolean usable() {
        return trouble.isEmpty();
    }
}
