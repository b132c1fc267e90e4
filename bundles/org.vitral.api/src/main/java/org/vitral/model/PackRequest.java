// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model bundle shall say of its model. What is left open comes from a known descriptor of
 * the same file, else from its TFLite Metadata, else from a stated default.
 *
 * @param name the name that users will say; lower-case letters, digits, dot, dash, underscore
 * @param version the version, as in OSGi: {@code 2.0.0}; else that of the file, else {@code 1.0.0}
 * @param title one line for a person
 * @param license the SPDX identifier of its licence
 * @param licenseText a file with the text of the licence; else, of Apache-2.0, the known text
 * @param labels a label map: a line for each class in the order of their indices
 */
public record PackRequest(
        String name,
        Optional<String> version,
        Optional<String> title,
        Optional<String> license,
        Optional<Path> licenseText,
        Optional<Path> labels) {
    public PackRequest {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(license, "license");
        Objects.requireNonNull(licenseText, "licenseText");
        Objects.requireNonNull(labels, "labels");
    }

    /** A request that says the name only. */
    public static PackRequest named(String name) {
        return new PackRequest(
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
