// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import java.lang.foreign.MemorySegment;
import org.tensorflow.lite.Delegate;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.RuntimeLease;
import org.vitral.tflite.runtime.TfLiteRuntime;

/** An XNNPACK delegate. It keeps the library mapped until it is closed. */
final class XnnpackDelegate implements Delegate {

    private final RuntimeLease lease;
    private final XnnpackFunctions functions;
    private MemorySegment handle;

    /**
     * A new delegate.
     *
     * @throws IllegalStateException if the library refuses
     */
    XnnpackDelegate(TfLiteRuntime runtime, DelegateOptions options) {
        lease = runtime.lease();
        try {
            functions = new XnnpackFunctions(runtime);
            handle = functions.create(options);
            if (handle.address() == 0) {
                throw new IllegalStateException(
                        "XNNPACK cannot be started with %d threads: it does not support this processor, or memory is short"
                                .formatted(options.threads()));
            }
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
    }

    @Override
    public synchronized long getNativeHandle() {
        return handle.address();
    }

    @Override
    public synchronized void close() {
        if (handle.address() != 0) {
            functions.delete(handle);
            handle = MemorySegment.NULL;
            lease.close();
        }
    }
}
