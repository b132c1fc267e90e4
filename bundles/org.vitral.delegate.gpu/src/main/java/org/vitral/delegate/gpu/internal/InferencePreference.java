// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

/** {@code TfLiteGpuInferenceUsage} of delegate_options.h, in its order. */
enum InferencePreference {
    FAST_SINGLE_ANSWER,
    SUSTAINED_SPEED,
    BALANCED
}
