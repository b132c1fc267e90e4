// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

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
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");
    private static final Pattern VERSION =
            Pattern.compile("\\d{1,9}(\\.\\d{1,9}(\\.\\d{1,9}(\\.[A-Za-z0-9_-]+)?)?)?");
    private static final Pattern LICENSE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /**
     * A request.
     *
     * @throws IllegalArgumentException if a name, version, licence or title is none: why, in a
     *     sentence
     */
    public PackRequest {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(license, "license");
        Objects.requireNonNull(licenseText, "licenseText");
        Objects.requireNonNull(labels, "labels");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A model is called by lower-case letters, digits, dot, dash and underscore, a letter or digit first, but not \"%s\""
                            .formatted(name));
        }
        if (version.isPresent() && !VERSION.matcher(version.get()).matches()) {
            throw new IllegalArgumentException(
                    "A version is such as 1.2.3, but not \"%s\"".formatted(version.get()));
        }
        if (license.isPresent() && !LICENSE.matcher(license.get()).matches()) {
            throw new IllegalArgumentException(
                    "A licence is given by its SPDX identifier, such as Apache-2.0, but not as \"%s\""
                            .formatted(license.get()));
        }
        if (title.isPresent()
                && (title.get().isBlank()
                        || title.get().chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException("A title is one line of text");
        }
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
