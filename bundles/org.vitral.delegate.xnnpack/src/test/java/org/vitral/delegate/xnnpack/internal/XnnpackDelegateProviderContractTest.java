// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import org.vitral.contract.DelegateProviderContract;
import org.vitral.tflite.runtime.DelegateProvider;

class XnnpackDelegateProviderContractTest extends DelegateProviderContract {

    @Override
    protected DelegateProvider create() {
        return new XnnpackDelegateProvider();
    }
}
