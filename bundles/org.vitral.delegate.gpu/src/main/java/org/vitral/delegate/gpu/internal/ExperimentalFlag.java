// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import java.util.Collection;

/** {@code TfLiteGpuExperimentalFlags} of delegate_options.h: each is the bit of its place. */
enum ExperimentalFlag {
    ENABLE_QUANT,
    CL_ONLY,
    GL_ONLY,
    ENABLE_SERIALIZATION;

    /** The bits of several. */
    static long bits(Collection<ExperimentalFlag> flags) {
        return flags.stream().mapToLong(flag -> 1L << flag.ordinal()).sum();
    }
}
