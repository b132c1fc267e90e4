// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * {@code TfLiteXNNPackDelegate*} of tensorflow/lite/delegates/xnnpack/xnnpack_delegate.h, in one
 * loaded copy of the library.
 */
final class XnnpackFunctions {

    static final String OPTIONS_DEFAULT = "TfLiteXNNPackDelegateOptionsDefault";
    static final String CREATE = "TfLiteXNNPackDelegateCreate";
    static final String DELETE = "TfLiteXNNPackDelegateDelete";

    /** What no version of the struct needs; it has 56 bytes in 2.21. */
    private static final long ROOM = 256;

    /**
     * {@code struct TfLiteXNNPackDelegateOptions}. Its first field has been {@code int32_t
     * num_threads} in every version; what follows grows from version to version and keeps the
     * library's defaults. A struct of this size is returned through a pointer to memory of the
     * caller, so there may be more of it than the library fills.
     */
    private static final MemoryLayout OPTIONS =
            MemoryLayout.structLayout(
                    JAVA_INT.withName("num_threads"),
                    MemoryLayout.paddingLayout(4),
                    MemoryLayout.sequenceLayout(ROOM / Long.BYTES - 1, JAVA_LONG)
                            .withName("others"));

    private static final VarHandle NUM_THREADS =
            OPTIONS.varHandle(PathElement.groupElement("num_threads"));

    private static final MethodHandle MH$TfLiteXNNPackDelegateOptionsDefault =
            Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(OPTIONS));
    private static final MethodHandle MH$TfLiteXNNPackDelegateCreate =
            Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle MH$TfLiteXNNPackDelegateDelete =
            Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(ADDRESS));

    private final MemorySegment optionsDefault;
    private final MemorySegment create;
    private final MemorySegment delete;

    /** Valid as long as somebody holds a lease of the runtime. */
    XnnpackFunctions(TfLiteRuntime runtime) {
        optionsDefault = runtime.symbol(OPTIONS_DEFAULT);
        create = runtime.symbol(CREATE);
        delete = runtime.symbol(DELETE);
    }

    /** A new delegate; null (address 0) if it cannot be made. */
    MemorySegment create(DelegateOptions options) {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment nativeOptions =
                    (MemorySegment)
                            MH$TfLiteXNNPackDelegateOptionsDefault.invokeExact(
                                    optionsDefault, (SegmentAllocator) scratch);
            NUM_THREADS.set(nativeOptions, 0L, options.threads());
            return (MemorySegment)
                    MH$TfLiteXNNPackDelegateCreate.invokeExact(create, nativeOptions);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    void delete(MemorySegment delegate) {
        try {
            MH$TfLiteXNNPackDelegateDelete.invokeExact(delete, delegate);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException("A native call failed", thrown);
        };
    }
}
