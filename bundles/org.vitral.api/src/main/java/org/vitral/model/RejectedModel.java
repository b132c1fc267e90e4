// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.Objects;

/**
 * Something that looked like a model and is not offered.
 *
 * @param origin the path of the file, or the name of the bundle
 * @param reason why, in a sentence
 */
public record RejectedModel(String origin, String reason) {
    public RejectedModel {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(reason, "reason");
    }
}
