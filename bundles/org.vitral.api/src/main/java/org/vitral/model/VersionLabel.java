// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.Objects;

/**
 * A name for a version of a model, such as {@code stable} or {@code canary}, that moves from
 * version to version while users of the name stay as they are.
 *
 * @param model the name of the model
 * @param label the label; letters, digits, {@code _} and {@code -}, a letter first
 * @param version the version that it is on
 * @param problem why the label leads nowhere, or not where the configuration wants it, in a
 *     sentence; empty where all is well
 * @param dangling whether its version is not here, so that {@code MODEL@LABEL} finds nothing
 */
public record VersionLabel(
        String model, String label, String version, String problem, boolean dangling) {
    public VersionLabel {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(problem, "problem");
    }
}
