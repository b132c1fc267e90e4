// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A model that is here and can be loaded. Immutable; for any number of threads. */
@ProviderType
public interface Model {

    /** All that is known of it. */
    ModelDescription description();

    /** Where it comes from, for a person: a path, or the name of the bundle that holds it. */
    String origin();

    /** Who signed the bundle that holds it; nothing where nobody did, or it is in no bundle. */
    default Optional<ModelSignature> signature() {
        return Optional.empty();
    }

    /**
     * Reads the pictures that come with it, by which an engine of it can be checked.
     *
     * @return none where it has none
     * @throws ModelException if it is no longer here, or one cannot be read
     */
    default List<GoldenImage> goldenImages() throws ModelException {
        return List.of();
    }

    /**
     * Loads the file's bytes and checks them against {@link ModelDescription#sha256()}.
     *
     * @return the bytes; the caller closes them. They stay valid until then, also where the model
     *     leaves in the meantime
     * @throws ModelException if it is no longer here (its bundle stopped, was updated or
     *     uninstalled, its file was removed) or is not what it was
     */
    ModelContent open() throws ModelException;
}
