// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.runtime;

import org.tensorflow.lite.Delegate;

/**
 * Stands for TensorFlow Lite's own CPU kernels where a {@link Delegate} is asked for: an
 * interpreter applies nothing for it, so these kernels run what no other delegate takes.
 */
public record PlainKernels() implements Delegate {

    /** Always 0: there is nothing native behind it. */
    @Override
    public long getNativeHandle() {
        return 0;
    }
}
