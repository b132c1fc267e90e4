// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.tensorflow.lite.Delegate;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntime;

/** Makes delegates of XNNPACK, which is a part of the TensorFlow Lite library itself. */
public final class XnnpackDelegateProvider implements DelegateProvider {

    static final String XNNPACK = "xnnpack";

    /** Above plain kernels, below accelerators of their own. */
    static final int RANKING = 100;

    private final XnnpackSettings settings;
    private final PackedWeightsSource weights;

    /** With XNNPACK's own defaults. */
    public XnnpackDelegateProvider() {
        this(XnnpackSettings.DEFAULT, message -> {});
    }

    /** With these settings; what an operator should know goes to the log. */
    XnnpackDelegateProvider(XnnpackSettings settings, Consumer<String> log) {
        this.settings = settings;
        this.weights =
                switch (settings.weightCache()) {
                    case none -> (functions, options) -> PackedWeights.NONE;
                    case memory -> new SharedWeights();
                    case file -> new StoredWeights(settings, log);
                };
    }

    @Override
    public String description() {
        return "XNNPACK: fast kernels for the vector units of this processor";
    }

    @Override
    public String version(TfLiteRuntime runtime) {
        return runtime.version();
    }

    @Override
    public DelegateProbe probe(TfLiteRuntime runtime) {
        try {
            runtime.symbol(XnnpackFunctions.OPTIONS_DEFAULT);
            runtime.symbol(XnnpackFunctions.CREATE);
            runtime.symbol(XnnpackFunctions.DELETE);
            return DelegateProbe.AVAILABLE;
        } catch (NoSuchElementException e) {
            return DelegateProbe.unavailable(
                    "%s; install a library that is built with XNNPACK".formatted(e.getMessage()));
        } catch (IllegalStateException e) {
            return DelegateProbe.unavailable(e.getMessage());
        }
    }

    @Override
    public Delegate create(TfLiteRuntime runtime, DelegateOptions options) {
        try {
            return new XnnpackDelegate(runtime, settings, options, weights);
        } catch (NoSuchElementException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
