// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import java.lang.foreign.MemorySegment;

/** The place where one delegate has the weights that it packs. */
interface PackedWeights extends AutoCloseable {

    /** The delegate keeps them by itself. */
    PackedWeights NONE = new PackedWeights() {};

    /** Writes itself into a {@code TfLiteXNNPackDelegateOptions}. */
    default void addTo(MemorySegment options) {}

    /** The delegate was made with those options; nothing is packed yet. */
    default void created(MemorySegment delegate) {}

    /**
     * The delegate has packed what an interpreter needs.
     *
     * @throws IllegalStateException if it cannot be run with that
     */
    default void prepared() {}

    /** The delegate is gone, or was never made. */
    @Override
    default void close() {}
}
