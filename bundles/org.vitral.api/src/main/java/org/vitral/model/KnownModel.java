// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.List;

/**
 * A model that has a descriptor but whose file is not here.
 *
 * @param name its name
 * @param version its version
 * @param title one line for a person
 * @param license the SPDX identifier of its licence
 * @param size the size of its file, in bytes
 * @param tried where its file was looked for, in order, an entry for each place
 */
public record KnownModel(
        String name, String version, String title, String license, long size, List<String> tried) {
    public KnownModel {
        tried = List.copyOf(tried);
    }
}
