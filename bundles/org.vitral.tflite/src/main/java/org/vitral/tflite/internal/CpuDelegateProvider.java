// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.tensorflow.lite.Delegate;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.PlainKernels;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * Offers TensorFlow Lite's own kernels beside the delegates. They are the reference that others
 * must agree with, and what is left when no other delegate works.
 */
@Component(
        property = {
            DelegateProvider.NAME + "=" + CpuDelegateProvider.CPU,
            Constants.SERVICE_RANKING + ":Integer=" + CpuDelegateProvider.RANKING
        })
public final class CpuDelegateProvider implements DelegateProvider {

    static final String CPU = "cpu";

    /** Below everything that does the same faster. */
    static final int RANKING = -100;

    /** Made by Declarative Services; for tests, by anybody. */
    public CpuDelegateProvider() {}

    @Override
    public String description() {
        return "TensorFlow Lite's plain CPU kernels";
    }

    @Override
    public String version(TfLiteRuntime runtime) {
        return runtime.version();
    }

    @Override
    public DelegateProbe probe(TfLiteRuntime runtime) {
        try {
            runtime.version();
            return DelegateProbe.AVAILABLE;
        } catch (IllegalStateException e) {
            return DelegateProbe.unavailable(e.getMessage());
        }
    }

    @Override
    public Delegate create(TfLiteRuntime runtime, DelegateOptions options) {
        return new PlainKernels();
    }
}
