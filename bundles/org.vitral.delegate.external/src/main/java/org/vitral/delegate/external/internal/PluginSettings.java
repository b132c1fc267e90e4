// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.external.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a configuration asks for, checked.
 *
 * @param library the absolute path of the library
 * @param options what it is told
 */
record PluginSettings(Path library, PluginOptions options) {

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException if it cannot be meant: what is wrong, and what to do
     */
    static PluginSettings of(String name, String library, List<String> options) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "This external delegate (library \"%s\") has no name: set org.vitral.delegate.name in its configuration"
                            .formatted(library));
        }
        if (library.isBlank()) {
            throw new IllegalArgumentException(
                    "The external delegate \"%s\" has no library: set library to the path of one in its configuration"
                            .formatted(name));
        }
        try {
            return new PluginSettings(
                    Path.of(library).toAbsolutePath(), PluginOptions.parse(options));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "The library of the external delegate \"%s\" is no path: %s"
                            .formatted(name, e.getMessage()),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The external delegate \"%s\" has a wrong option: %s"
                            .formatted(name, e.getMessage()),
                    e);
        }
    }
}
