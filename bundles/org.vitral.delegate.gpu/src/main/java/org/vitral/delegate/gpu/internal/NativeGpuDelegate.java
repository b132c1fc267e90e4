// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.vitral.tflite.runtime.RuntimeLease;
import org.vitral.tflite.runtime.TfLiteRuntime;
import org.vitral.tflite.runtime.ThreadBoundDelegate;

/**
 * A GPU delegate with the thread that made it, on which all its native code runs. It keeps its
 * library and TensorFlow Lite mapped until it is closed.
 */
final class NativeGpuDelegate implements ThreadBoundDelegate {

    private final RuntimeLease lease;
    private final GpuLibrary library;
    private final GpuThread thread = new GpuThread();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Written on the thread. */
    private volatile MemorySegment handle;

    /**
     * A new delegate.
     *
     * @throws IllegalStateException if the library cannot be used or refuses: why, and what to do
     */
    NativeGpuDelegate(TfLiteRuntime runtime, Path file, GpuOptions options) {
        lease = runtime.lease();
        try {
            library = GpuLibrary.open(file);
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
        try {
            handle = thread.call(() -> create(options));
        } catch (RuntimeException | Error e) {
            thread.shutdown();
            release();
            throw e;
        }
    }

    private MemorySegment create(GpuOptions options) {
        MemorySegment created = library.create(options);
        if (created.address() == 0) {
            throw new IllegalStateException(
                    "The GPU delegate library %s makes no delegate with %s: it does not take these options, or finds no GPU; use --delegate xnnpack"
                            .formatted(library.file(), options));
        }
        return created;
    }

    @Override
    public Executor executor() {
        return thread;
    }

    /** The {@code TfLiteDelegate*}; 0 after close. */
    @Override
    public long getNativeHandle() {
        return handle.address();
    }

    /** Waits for what its thread is doing, except where that thread itself closes. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        thread.call(this::delete);
        thread.shutdown();
        if (thread.isCurrent()) {
            Thread.startVirtualThread(this::release);
        } else {
            release();
        }
    }

    private Void delete() {
        library.delete(handle);
        handle = MemorySegment.NULL;
        return null;
    }

    /** Not before the thread is gone: a driver of a GPU has code that runs when it goes. */
    private void release() {
        thread.awaitEnd();
        library.close();
        lease.close();
    }
}
