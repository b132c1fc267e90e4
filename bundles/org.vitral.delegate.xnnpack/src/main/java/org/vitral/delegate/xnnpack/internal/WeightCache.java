// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

/** Where packed weights are kept, as it is written in the configuration. */
enum WeightCache {
    /** Nowhere: each interpreter packs and keeps its own. */
    none,
    /** In memory, once for all interpreters over one model. */
    memory,
    /** In a file, which later interpreters map, also those of other processes. */
    file
}
