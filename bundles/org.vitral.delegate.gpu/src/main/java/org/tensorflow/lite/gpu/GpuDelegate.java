// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.tensorflow.lite.gpu;

import java.util.concurrent.Executor;
import org.vitral.delegate.gpu.internal.OfficialGpuDelegates;
import org.vitral.tflite.runtime.ThreadBoundDelegate;

/**
 * A delegate that runs a model on the GPU. It takes the place of the class of the same name in the
 * official Android artifact, which loads a JNI library; this one uses the C library {@code
 * libtensorflowlite_gpu_delegate}, which must be installed or named by the system property {@code
 * org.vitral.delegate.gpu.library}.
 *
 * <p>It has a thread of its own, on which all of its native code runs, whichever thread its user
 * calls an interpreter from. Close it after every interpreter that was made with it.
 */
public class GpuDelegate implements ThreadBoundDelegate {

    private final ThreadBoundDelegate delegate;

    /**
     * Options under the name that they had before {@link GpuDelegateFactory}.
     *
     * @deprecated Use {@link GpuDelegateFactory.Options}.
     */
    @Deprecated
    public static class Options extends GpuDelegateFactory.Options {

        /** The defaults. */
        public Options() {}
    }

    /**
     * A delegate with these options.
     *
     * @throws IllegalArgumentException if the options contradict each other
     * @throws IllegalStateException if the delegate cannot be made, for example because its library
     *     is not there: why, and what to do
     */
    public GpuDelegate(GpuDelegateFactory.Options options) {
        delegate = OfficialGpuDelegates.create(options);
    }

    /** A delegate with default options. */
    public GpuDelegate() {
        this(new GpuDelegateFactory.Options());
    }

    /** The native {@code TfLiteDelegate*}; 0 after close. */
    @Override
    public long getNativeHandle() {
        return delegate.getNativeHandle();
    }

    @Override
    public Executor executor() {
        return delegate.executor();
    }

    /** Frees what is native of it. Closing twice does nothing more. */
    @Override
    public void close() {
        delegate.close();
    }
}
