// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import org.vitral.contract.DelegateProviderContract;
import org.vitral.tflite.runtime.DelegateProvider;

class GpuDelegateProviderContractTest extends DelegateProviderContract {

    @Override
    protected DelegateProvider create() {
        return new GpuDelegateProvider(Configured.nothing().asConfiguration());
    }
}
