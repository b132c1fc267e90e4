// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import org.tensorflow.lite.Delegate;

/**
 * The XNNPACK delegate that an interpreter gets where its options do not say otherwise, as in the
 * official runtime.
 */
final class DefaultXnnpackDelegate implements Delegate {

    /**
     * {@code struct TfLiteXNNPackDelegateOptions} of
     * tensorflow/lite/delegates/xnnpack/xnnpack_delegate.h. It grows from version to version, so
     * there is more room than any needs: a struct of this size is written through a pointer that
     * the caller gives. Only its first field is set here, {@code int32_t num_threads}.
     */
    private static final MemoryLayout OPTIONS =
            MemoryLayout.structLayout(
                    JAVA_INT.withName("num_threads"),
                    MemoryLayout.paddingLayout(4),
                    MemoryLayout.sequenceLayout(31, JAVA_LONG));

    private static final MethodHandle MH$TfLiteXNNPackDelegateOptionsDefault =
            Downcalls.handle(FunctionDescriptor.of(OPTIONS));
    private static final MethodHandle MH$TfLiteXNNPackDelegateCreate =
            Downcalls.handle(FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle MH$TfLiteXNNPackDelegateDelete =
            Downcalls.handle(FunctionDescriptor.ofVoid(ADDRESS));

    private final NativeLibrary library;
    private MemorySegment delegate;

    /** With the library's own choice of threads where that number is not positive. */
    DefaultXnnpackDelegate(NativeLibrary library, int threads) {
        this.library = library;
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment options =
                    (MemorySegment)
                            MH$TfLiteXNNPackDelegateOptionsDefault.invokeExact(
                                    library.symbol("TfLiteXNNPackDelegateOptionsDefault"),
                                    (SegmentAllocator) scratch);
            if (threads > 0) {
                options.set(JAVA_INT, 0, threads);
            }
            delegate =
                    (MemorySegment)
                            MH$TfLiteXNNPackDelegateCreate.invokeExact(
                                    library.symbol("TfLiteXNNPackDelegateCreate"), options);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    @Override
    public long getNativeHandle() {
        return delegate.address();
    }

    @Override
    public void close() {
        if (delegate.address() == 0) {
            return;
        }
        try {
            MH$TfLiteXNNPackDelegateDelete.invokeExact(
                    library.symbol("TfLiteXNNPackDelegateDelete"), delegate);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
        delegate = MemorySegment.NULL;
    }
}
