// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import java.util.NoSuchElementException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.tensorflow.lite.Delegate;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntime;

/** Offers XNNPACK, which is a part of the TensorFlow Lite library itself. */
@Component(
        property = {
            DelegateProvider.NAME + "=" + XnnpackDelegateProvider.XNNPACK,
            Constants.SERVICE_RANKING + ":Integer=" + XnnpackDelegateProvider.RANKING
        })
public final class XnnpackDelegateProvider implements DelegateProvider {

    static final String XNNPACK = "xnnpack";

    /** Above plain kernels, below accelerators of their own. */
    static final int RANKING = 100;

    /** Made by Declarative Services; for tests, by anybody. */
    public XnnpackDelegateProvider() {}

    @Override
    public String description() {
        return "XNNPACK: fast kernels for the vector units of this processor";
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
            return new XnnpackDelegate(runtime, options);
        } catch (NoSuchElementException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
