// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What holds for all formats of a run.
 *
 * @param names how files are called; those of a series are not concerned
 * @param picture the {@link ImageEncoder#FORMAT} of the pictures that renderers make
 * @param limit the longest time for one output, above 0; empty for what is configured
 */
public record ExportSettings(NamePattern names, String picture, Optional<Duration> limit) {

    /** The usual names, PNG, and the limit that is configured. */
    public static final ExportSettings DEFAULT =
            new ExportSettings(NamePattern.DEFAULT, "png", Optional.empty());

    public ExportSettings {
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(limit, "limit");
        if (limit.isPresent() && !limit.get().isPositive()) {
            throw new IllegalArgumentException(
                    "A limit is above 0, but is %s".formatted(limit.get()));
        }
    }

    /** These settings with other names. */
    public ExportSettings withNames(NamePattern other) {
        return new ExportSettings(other, picture, limit);
    }

    /** These settings with pictures in another format. */
    public ExportSettings withPicture(String other) {
        return new ExportSettings(names, other, limit);
    }

    /** These settings with a limit of their own. */
    public ExportSettings withLimit(Duration other) {
        return new ExportSettings(names, picture, Optional.of(other));
    }
}
