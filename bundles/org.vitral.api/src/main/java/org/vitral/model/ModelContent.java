// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ProviderType;

/** The bytes of a model's file, off the heap. Whoever opened them closes them. */
@ProviderType
public interface ModelContent extends AutoCloseable {

    /**
     * The whole file, read-only, for any thread, aligned to 16 bytes or better.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    MemorySegment bytes();

    /** Frees the bytes. No interpreter may use them any more. */
    @Override
    void close();
}
