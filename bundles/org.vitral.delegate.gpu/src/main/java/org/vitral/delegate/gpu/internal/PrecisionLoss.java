// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

/**
 * {@code is_precision_loss_allowed} of tensorflow/lite/delegates/gpu/delegate_options.h. The header
 * tells of two values; the library's own default is a third, -1, which leaves the question to the
 * priorities. Either of the two overrides them.
 */
enum PrecisionLoss {
    BY_PRIORITIES,
    FORBIDDEN,
    ALLOWED
}
