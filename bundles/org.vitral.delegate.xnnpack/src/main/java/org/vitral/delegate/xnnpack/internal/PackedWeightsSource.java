// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import org.vitral.tflite.runtime.DelegateOptions;

/** Gives each new delegate the place for its packed weights. For any number of threads. */
interface PackedWeightsSource {

    /**
     * For one delegate, which closes it.
     *
     * @param functions of the runtime that the delegate belongs to
     * @param options what the engine asks for
     */
    PackedWeights open(XnnpackFunctions functions, DelegateOptions options);
}
