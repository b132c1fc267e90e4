// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A change among the models that model bundles and watched folders offer. A model is known by its
 * name and version here: two versions of one name are two models.
 *
 * @param kind what happened
 * @param name the name of the model
 * @param version its version, as {@link ModelDescription#version()} gives it
 * @param sha256 the SHA-256 of the file that is here now, or that left
 * @param origin where the model is or was, for a person, as {@link Model#origin()} gives it
 * @param label the version label that moved to this version, for {@link Kind#LABELLED} only
 */
public record ModelEvent(
        Kind kind,
        String name,
        String version,
        String sha256,
        String origin,
        Optional<String> label) {

    /** What happened to a model. */
    public enum Kind {
        /** A name and version came that was not here. */
        ARRIVED,
        /**
         * The same name and version is something else now: other bytes, another description, or
         * another place that holds it.
         */
        REPLACED,
        /** A name and version is no longer here. What was opened of it before stays valid. */
        LEFT,
        /** A version label was put on this version, or moved to it from another one. */
        LABELLED
    }

    public ModelEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(label, "label");
        if (label.isPresent() != (kind == Kind.LABELLED)) {
            throw new IllegalArgumentException(
                    "An event has a label if it is LABELLED, but %s has %s".formatted(kind, label));
        }
    }
}
