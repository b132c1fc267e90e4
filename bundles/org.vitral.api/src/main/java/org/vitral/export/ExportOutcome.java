// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of one format for one frame, or of the end of a series.
 *
 * @param format the name of the format
 * @param files the files that are complete, as the target {@linkplain ExportTarget#shown shows}
 *     them
 * @param subject what failed, for messages: the file; of a series the name of its format, with the
 *     file or the frame behind it where one is known, such as {@code report: out/report.html}
 * @param failure why it failed, with a message for a person; empty where all was written
 */
public record ExportOutcome(
        String format, List<String> files, String subject, Optional<Throwable> failure) {
    public ExportOutcome {
        Objects.requireNonNull(format, "format");
        files = List.copyOf(files);
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(failure, "failure");
    }
}
