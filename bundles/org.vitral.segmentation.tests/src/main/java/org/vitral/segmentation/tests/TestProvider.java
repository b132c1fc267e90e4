// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.tests;

import java.util.function.BiFunction;
import org.tensorflow.lite.Delegate;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntime;

/** A provider that a test registers. */
record TestProvider(
        DelegateProbe answer, BiFunction<TfLiteRuntime, DelegateOptions, Delegate> maker)
        implements DelegateProvider {

    TestProvider(BiFunction<TfLiteRuntime, DelegateOptions, Delegate> maker) {
        this(DelegateProbe.AVAILABLE, maker);
    }

    @Override
    public String description() {
        return "A test";
    }

    @Override
    public String version(TfLiteRuntime runtime) {
        return "0.1";
    }

    @Override
    public DelegateProbe probe(TfLiteRuntime runtime) {
        return answer;
    }

    @Override
    public Delegate create(TfLiteRuntime runtime, DelegateOptions options) {
        return maker.apply(runtime, options);
    }
}
