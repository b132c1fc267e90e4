// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.external.internal;

import java.util.List;
import org.vitral.contract.DelegateProviderContract;
import org.vitral.tflite.runtime.DelegateProvider;

class ExternalDelegateProviderContractTest extends DelegateProviderContract {

    @Override
    protected DelegateProvider create() {
        return new ExternalDelegateProvider("npu", "/no/such/library.so", List.of(), message -> {});
    }

    @Override
    protected boolean comesByItself() {
        return false;
    }
}
