// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.util.Map;
import java.util.Objects;

/**
 * A format that shall be written.
 *
 * @param format its name
 * @param options the chosen values as a user writes them, by the options' names. They are read
 *     again when another service takes over the name
 */
public record ExportRequest(String format, Map<String, String> options) {
    public ExportRequest {
        Objects.requireNonNull(format, "format");
        options = Map.copyOf(options);
    }

    /** A format with all of its presets. */
    public static ExportRequest of(String format) {
        return new ExportRequest(format, Map.of());
    }
}
