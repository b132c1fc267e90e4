// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import org.osgi.annotation.versioning.ProviderType;

/** A model that is here and can be loaded. Immutable; for any number of threads. */
@ProviderType
public interface Model {

    /** All that is known of it. */
    ModelDescription description();

    /** Where it comes from, for a person: a path, or the name of the bundle that holds it. */
    String origin();

    /**
     * Loads the file's bytes and checks them against {@link ModelDescription#sha256()}.
     *
     * @return the bytes; the caller closes them
     * @throws ModelException if it is no longer here or is not what it was
     */
    ModelContent open() throws ModelException;
}
