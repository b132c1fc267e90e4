// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

/** {@code TfLiteGpuInferencePriority} of delegate_options.h, in its order. */
enum InferencePriority {
    AUTO,
    MAX_PRECISION,
    MIN_LATENCY,
    MIN_MEMORY_USAGE
}
