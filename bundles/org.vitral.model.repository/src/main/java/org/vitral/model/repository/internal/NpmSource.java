// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

/**
 * The npm package that ships a model's file.
 *
 * @param packageName the name of the package, with its scope
 * @param version the one version that is meant
 * @param path the place of the file in the package
 */
public record NpmSource(String packageName, String version, String path) {
    @Override
    public String toString() {
        return packageName + " " + version;
    }
}
