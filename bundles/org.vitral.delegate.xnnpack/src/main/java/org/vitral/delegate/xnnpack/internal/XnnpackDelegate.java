// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import java.lang.foreign.MemorySegment;
import org.vitral.tflite.runtime.AttentiveDelegate;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.RuntimeLease;
import org.vitral.tflite.runtime.TfLiteRuntime;

/** An XNNPACK delegate. It keeps the library mapped until it is closed. */
final class XnnpackDelegate implements AttentiveDelegate {

    private final RuntimeLease lease;
    private XnnpackFunctions functions;
    private PackedWeights weights = PackedWeights.NONE;
    private MemorySegment handle = MemorySegment.NULL;

    /**
     * A new delegate.
     *
     * @throws IllegalStateException if the library refuses, or is of a version that cannot be told
     *     what is configured
     */
    XnnpackDelegate(
            TfLiteRuntime runtime,
            XnnpackSettings settings,
            DelegateOptions options,
            PackedWeightsSource source) {
        lease = runtime.lease();
        try {
            functions = new XnnpackFunctions(runtime);
            if (!settings.areKnownToEveryVersion()) {
                functions.requireKnownLayout();
            }
            int threads = settings.threads() == 0 ? options.threads() : settings.threads();
            weights = source.open(functions, new DelegateOptions(threads, options.modelToken()));
            handle = functions.create(threads, settings.flags(), weights);
            if (handle.address() == 0) {
                throw new IllegalStateException(
                        "XNNPACK cannot be started with %d threads: it does not support this processor, or memory is short"
                                .formatted(threads));
            }
            weights.created(handle);
        } catch (RuntimeException | Error e) {
            release();
            throw e;
        }
    }

    @Override
    public synchronized long getNativeHandle() {
        return handle.address();
    }

    @Override
    public synchronized void prepared() {
        weights.prepared();
    }

    @Override
    public synchronized void close() {
        if (handle.address() != 0) {
            release();
        }
    }

    private void release() {
        if (handle.address() != 0) {
            functions.delete(handle);
            handle = MemorySegment.NULL;
        }
        weights.close();
        lease.close();
    }
}
